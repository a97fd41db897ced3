package dev.reprise.app.experiment;

import dev.reprise.agents.sac.SacAgent;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Watches tasks that were learnt before. What a task has to keep is its success at the end of its last visit, or, for one
 * that the run began with, at the beginning. All of it follows from evaluations, so a run that is taken up again goes
 * the same way.
 */
final class Guard {
    /** Of differences of rates: 0.8 - 0.2 is more than 0.6. */
    private static final double ROUNDING = 1e-9;

    private final GuardConfig config;
    private final List<TaskId> tasks;
    private final SacAgent agent;
    /** Per task of the agent: success that it has to keep; NaN while there is none. */
    private final double[] kept;
    /** Per task: checks in a row that found it lost. */
    private final int[] lost;

    private int regressions;
    private double emphasis = 1;
    private @Nullable String verdict;
    /** What the agent had learnt in this phase when nothing was lost; null while something has been since it began. */
    private @Nullable SavedState good;
    /** Whether nothing was lost when it was looked at last. */
    private boolean whole = true;

    Guard(GuardConfig config, List<TaskId> tasks, SacAgent agent) {
        this.config = config;
        this.tasks = tasks;
        this.agent = agent;
        this.kept = new double[tasks.size()];
        this.lost = new int[tasks.size()];
        Arrays.fill(kept, Double.NaN);
    }

    /**
     * What the guard did about a loss.
     *
     * @param rolledBack whether the agent is what it was before the loss
     */
    record Deed(String sentence, boolean rolledBack) {}

    boolean watches() {
        return config.action() != GuardConfig.Action.NONE;
    }

    /** A task has been learnt, to this success, and is to be kept from now on. */
    void learnt(int task, double success) {
        kept[task] = success;
        lost[task] = 0;
    }

    /** Why the run is to end; null while it goes on. */
    @Nullable
    String verdict() {
        return verdict;
    }

    /**
     * Looks at an evaluation.
     *
     * @param success per task of the agent; NaN where not evaluated
     * @param present tasks in training, which are not watched
     * @return what was done; null when nothing had to be
     */
    @Nullable
    Deed check(double[] success, List<Integer> present) {
        if (!watches() || verdict != null) {
            return null;
        }
        int worst = -1;
        whole = true;
        for (int task = 0; task < success.length; task++) {
            if (present.contains(task) || !(success[task] < kept[task] - config.drop() - ROUNDING)) {
                lost[task] = 0;
                continue;
            }
            whole = false;
            lost[task]++;
            if (lost[task] >= config.checks()
                    && (worst < 0 || kept[task] - success[task] > kept[worst] - success[worst])) {
                worst = task;
            }
        }
        if (worst >= 0) {
            return act(worst, success[worst]);
        }
        if (whole) {
            remember();
        }
        return null;
    }

    /** A phase has begun. What its beginning did to the agent is not undone, nor what became of the phases before it. */
    void phaseBegan() {
        good = null;
        if (whole) {
            remember();
        }
    }

    private void remember() {
        if (config.action() == GuardConfig.Action.ROLL_BACK) {
            SavedState now = new SavedState();
            agent.saveLearnt(now);
            good = now;
        }
    }

    private Deed act(int task, double success) {
        regressions++;
        Arrays.fill(lost, 0);
        String what = String.format(Locale.ROOT, "%s fell from %.2f to %.2f", tasks.get(task), kept[task], success);
        if (config.action() == GuardConfig.Action.STOP || regressions > config.attempts()) {
            verdict = what;
            return new Deed(what + "; the run ends", false);
        }
        emphasis *= config.factor();
        agent.emphasiseRehearsal(emphasis);
        String more = String.format(Locale.ROOT, "; rehearsal times %.2f", emphasis);
        SavedState back = good;
        if (config.action() == GuardConfig.Action.ROLL_BACK && back != null) {
            agent.loadLearnt(back);
            whole = true;
            return new Deed(what + "; back to where nothing was lost" + more, true);
        }
        return new Deed(what + more, false);
    }

    /** Why the guard has ended the run of which this is the guard's state; null when it has not. */
    static @Nullable String verdict(SavedState state) {
        return state.has("verdict") ? new String(state.bytes("verdict"), StandardCharsets.UTF_8) : null;
    }

    void save(SavedState state) {
        state.putDoubles("kept", kept);
        state.putInts("lost", lost);
        state.putInts("regressions", regressions, whole ? 1 : 0);
        state.putDoubles("emphasis", emphasis);
        if (verdict != null) {
            state.putBytes("verdict", verdict.getBytes(StandardCharsets.UTF_8));
        }
        if (good != null) {
            state.scope("good").putAll(good);
        }
    }

    void load(SavedState state) {
        System.arraycopy(state.doubles("kept"), 0, kept, 0, kept.length);
        System.arraycopy(state.ints("lost"), 0, lost, 0, lost.length);
        regressions = state.ints("regressions")[0];
        whole = state.ints("regressions")[1] == 1;
        emphasis = state.doubles("emphasis")[0];
        verdict = verdict(state);
        SavedState scope = state.scope("good");
        if (scope.scope("networks").has("actor")) {
            SavedState copy = new SavedState();
            copy.putAll(scope);
            good = copy;
        }
    }
}
