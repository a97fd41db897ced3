package dev.reprise.agents.context;

import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Notices that the task has changed and finds out to which, from rewards alone. Each context has a model of its rewards. While
 * the present one's mean error stays below {@code novelty}, all is as it was. When it rises above, the next {@code window}
 * transitions are put to all models: the context with the least error goes on if that is below {@code novelty}, or else a new
 * one opens. A known context that goes on is on trial for {@value #TRIAL} windows: at an alarm in that time what was seen in
 * it and what led to it count together, as a job may look like another one where a third one's policy goes. Transitions wait for {@code window} steps before the present model learns from them, so that those of another
 * task, which no alarm has told apart yet, do not blunt it.
 *
 * <p>As the mixture of models of Nagabandi et al. (2019, arXiv 1812.07671) and its kin, of which it keeps one model per context
 * and the choice by how well each explains the latest data, without a prior over contexts.
 */
public final class ContextInference {
    /** Windows for which a known context is on trial. */
    private static final int TRIAL = 4;

    private final ContextConfig config;
    private final ActionScaling scaling;
    private final int observations;
    private final RewardModels models;
    private final List<Integer> visits = new ArrayList<>();
    private final Deque<float[]> waiting = new ArrayDeque<>();
    /** What a decision goes by: since an alarm, and before it since the present context's trial began. */
    private final List<float[]> evidence = new ArrayList<>();

    private int fresh;
    private int present = -1;
    private int next;
    private long since;
    private long calm;
    private double error;
    private boolean alarmed;

    /** Before anything was seen: the first context waits to be {@linkplain #enter entered}. */
    public ContextInference(ContextConfig config, EnvironmentSpecs specs, long seed) {
        this.config = config;
        this.scaling = new ActionScaling(specs.action());
        this.observations = specs.observation().size();
        this.models = new RewardModels(2 * observations + scaling.size(), config, seed);
    }

    /** The name of a context, for its head. */
    public static TaskId name(int context) {
        return new TaskId("context-" + (context + 1));
    }

    /** The context that is believed to be on; -1 before the first. */
    public int present() {
        return present;
    }

    /** Contexts so far. */
    public int count() {
        return models.count();
    }

    /** How often a context has been entered. */
    public int visits(int context) {
        return visits.get(context);
    }

    /** Whether another context is believed to have begun, which waits to be {@linkplain #enter entered}. */
    public boolean changing() {
        return next != present;
    }

    /** Whether the present context does not explain what is seen, and evidence is gathered for which one does. */
    public boolean alarmed() {
        return alarmed;
    }

    /** Whether the present context is a known one that has come back just now, and may turn out to be another. */
    public boolean onTrial() {
        return !alarmed && !evidence.isEmpty();
    }

    /** Goes over to the context that is believed to have begun. */
    public void enter() {
        present = next;
        if (present == models.count()) {
            models.open(name(present));
            visits.add(0);
        }
        visits.set(present, visits.get(present) + 1);
        since = visits.get(present) > 1 ? config.settle() : 0;
        error = 0;
        models.begin();
        waiting.clear();
        calm = 0;
        if (visits.get(present) == 1) {
            settle();
        }
    }

    /** What was evidence is the present context's. */
    private void settle() {
        evidence.forEach(row -> models.remember(present, row));
        evidence.clear();
    }

    /** Takes in a transition that was collected in the present context. */
    public void observe(float[] observation, float[] action, float[] nextObservation, float reward) {
        float[] row = row(observation, action, nextObservation, reward);
        if (alarmed) {
            evidence.add(row);
            fresh++;
            if (fresh == config.window()) {
                decide();
            }
            return;
        }
        since++;
        calm++;
        if (calm == TRIAL * (long) config.window()) {
            settle();
        }
        error += (models.errors(row)[present] - error) / config.window();
        waiting.add(row);
        if (waiting.size() > config.window()) {
            models.remember(present, waiting.remove());
        }
        models.learn(present);
        alarmed = since > config.settle() && error > config.novelty();
        if (alarmed) {
            fresh = 0;
            if (!evidence.isEmpty()) {
                evidence.addAll(waiting);
            }
            waiting.clear();
        }
    }

    private void decide() {
        double[] sums = new double[models.count()];
        for (float[] row : evidence) {
            double[] errors = models.errors(row);
            for (int context = 0; context < sums.length; context++) {
                sums[context] += errors[context] / evidence.size();
            }
        }
        int best = least(sums);
        next = sums[best] <= config.novelty() || models.count() == config.most() ? best : models.count();
        alarmed = false;
        if (next == present) {
            settle();
            error = 0;
        }
    }

    private static int least(double[] numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) {
            best = numbers[i] < numbers[best] ? i : best;
        }
        return best;
    }

    private float[] row(float[] observation, float[] action, float[] nextObservation, float reward) {
        float[] row = new float[2 * observations + scaling.size() + 1];
        System.arraycopy(observation, 0, row, 0, observations);
        for (int a = 0; a < scaling.size(); a++) {
            row[observations + a] = scaling.toUnit(a, action[a]);
        }
        System.arraycopy(nextObservation, 0, row, observations + scaling.size(), observations);
        row[row.length - 1] = reward;
        return row;
    }

    /** Begins to guess the context of one episode, in which nothing is learnt. */
    public Guess guess() {
        return new Guess();
    }

    /** Which context an episode seems to be in: the one whose rewards were predicted best, the latest counting most. */
    public final class Guess {
        /** Part of a mean error that stays at each step. */
        private static final double DECAY = 0.97;

        private final double[] means = new double[models.count()];
        private int context = Math.max(0, present);

        private Guess() {}

        /** The best guess so far; before the first reward the context that was entered last. */
        public int context() {
            return context;
        }

        /** Takes in a step. */
        public void observe(float[] observation, float[] action, float[] nextObservation, float reward) {
            double[] errors = models.errors(row(observation, action, nextObservation, reward));
            for (int i = 0; i < means.length; i++) {
                means[i] = DECAY * means[i] + (1 - DECAY) * errors[i];
            }
            context = least(means);
        }
    }

    /** Writes all that is known. */
    public void save(SavedState state) {
        state.putLongs("position", present, next, since, calm, fresh, alarmed ? 1 : 0);
        state.putDoubles("error", error);
        state.putInts("visits", visits.stream().mapToInt(Integer::intValue).toArray());
        putRows(state, "waiting", new ArrayList<>(waiting));
        putRows(state, "evidence", evidence);
        models.save(state.scope("models"));
    }

    /** Takes up what {@link #save} wrote, with a fresh inference. */
    public void load(SavedState state) {
        long[] position = state.longs("position");
        present = (int) position[0];
        next = (int) position[1];
        since = position[2];
        calm = position[3];
        fresh = (int) position[4];
        alarmed = position[5] == 1;
        error = state.doubles("error")[0];
        visits.clear();
        for (int count : state.ints("visits")) {
            models.open(name(visits.size()));
            visits.add(count);
        }
        waiting.clear();
        waiting.addAll(rows(state, "waiting"));
        evidence.clear();
        evidence.addAll(rows(state, "evidence"));
        models.load(state.scope("models"));
    }

    private static void putRows(SavedState state, String name, List<float[]> rows) {
        int width = rows.isEmpty() ? 0 : rows.get(0).length;
        float[] all = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * width, width);
        }
        state.putFloats(name, all);
    }

    private List<float[]> rows(SavedState state, String name) {
        float[] all = state.floats(name);
        int width = 2 * observations + scaling.size() + 1;
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < all.length / width; i++) {
            rows.add(Arrays.copyOfRange(all, i * width, (i + 1) * width));
        }
        return rows;
    }
}
