package dev.reprise.agents.continual;

import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.state.SavedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Best-return exploration (ClonEx-SAC, Wołczyk et al. 2022, arXiv 2209.13900): a new task's first steps are taken by the
 * policy with the heads of the tasks that are known already. Each head plays an episode; then the one with the largest
 * return acts for the rest of those steps. Where no task is known yet, actions are uniform.
 *
 * <p>For one environment: what several collect side by side could not be told apart.
 */
final class BestReturnExploration implements ContinualMethod {
    private final int steps;
    /** Tasks that have been learnt, in the order in which they were. */
    private final List<Integer> learnt = new ArrayList<>();
    /** Heads that are still to be tried in this phase; the first of them is being tried. */
    private final List<Integer> untried = new ArrayList<>();

    private final Map<Integer, Double> returns = new TreeMap<>();
    /** Of the present episode, and its number. */
    private double sum;

    private long episode = -1;
    private int best = -1;
    /** The episode that was running when this phase began, of which no head has played the whole. */
    private long begun = -1;

    /** @param steps of a task's first visit */
    BestReturnExploration(int steps) {
        this.steps = steps;
    }

    @Override
    public String name() {
        return "best-return-exploration";
    }

    @Override
    public void onPhaseStart(PhaseStart phase) {
        untried.clear();
        untried.addAll(learnt);
        returns.clear();
        sum = 0;
        best = -1;
        begun = episode;
    }

    @Override
    public void onTakenOver(List<Integer> tasks) {
        learnt.addAll(tasks);
    }

    @Override
    public @Nullable Exploration exploration(int task, int visit, long visitSteps) {
        if (visit > 1 || visitSteps >= steps || learnt.isEmpty()) {
            return null;
        }
        return Exploration.policy(untried.isEmpty() ? best : untried.get(0));
    }

    @Override
    public void onTransition(Transition transition) {
        boolean goesOn = transition.episode() == episode;
        episode = transition.episode();
        if (untried.isEmpty() || episode == begun) {
            return;
        }
        // An episode that was aborted says nothing; the head is tried again.
        sum = (goesOn ? sum : 0) + transition.label().reward();
        if (transition.truncated() || transition.label().terminated()) {
            int tried = untried.remove(0);
            returns.put(tried, sum);
            if (best < 0 || sum > returns.getOrDefault(best, Double.NEGATIVE_INFINITY)) {
                best = tried;
            }
            sum = 0;
        }
    }

    @Override
    public boolean onPhaseEnd(PhaseStart phase, Trainer trainer) {
        phase.tasks().stream().filter(task -> !learnt.contains(task)).forEach(learnt::add);
        return true;
    }

    @Override
    public void save(SavedState state) {
        state.putInts("learnt", ints(learnt));
        state.putInts("untried", ints(untried));
        state.putInts("tried", ints(List.copyOf(returns.keySet())));
        state.putDoubles(
                "returns",
                returns.values().stream().mapToDouble(Double::doubleValue).toArray());
        state.putDoubles("sum", sum);
        state.putLongs("episodes", episode, begun);
        state.putInts("best", best);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(i -> i).toArray();
    }

    @Override
    public void load(SavedState state) {
        learnt.clear();
        Arrays.stream(state.ints("learnt")).forEach(learnt::add);
        untried.clear();
        Arrays.stream(state.ints("untried")).forEach(untried::add);
        returns.clear();
        int[] tried = state.ints("tried");
        double[] values = state.doubles("returns");
        for (int i = 0; i < tried.length; i++) {
            returns.put(tried[i], values[i]);
        }
        sum = state.doubles("sum")[0];
        episode = state.longs("episodes")[0];
        begun = state.longs("episodes")[1];
        best = state.ints("best")[0];
    }
}
