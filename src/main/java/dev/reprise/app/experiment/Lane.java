package dev.reprise.app.experiment;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An environment and the episode that runs in it. */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Environment environment;
    private final EpisodeRecord episode;
    private @Nullable TimeStep now;
    /** What was observed last when the loaded episode was saved; empty where that was not kept. */
    private float[] reached = {};

    Lane(Environment environment) {
        this.environment = environment;
        this.episode = new EpisodeRecord(environment.specs().action().size());
    }

    /** The episode that runs, or ran last. */
    EpisodeRecord episode() {
        return episode;
    }

    /** Begins an episode. */
    void begin(TaskId id, int task, long seed, long number) {
        now = environment.reset(id, seed);
        episode.begin(task, seed, number);
    }

    /** Where the running episode is. */
    TimeStep now() {
        TimeStep present = now;
        if (present == null || !episode.running()) {
            throw new IllegalStateException("no episode is running");
        }
        return present;
    }

    TimeStep step(float[] action) {
        TimeStep after = environment.step(action);
        episode.action(action);
        now = after;
        return after;
    }

    void end() {
        episode.end();
        now = null;
    }

    void save(SavedState state) {
        episode.save(state);
        state.putFloats("reached", now == null ? new float[0] : now.observation());
    }

    /** Takes up the record, not yet the place in the episode: see {@link #replay}. */
    void load(SavedState state) {
        episode.load(state);
        reached = state.has("reached") ? state.floats("reached") : new float[0];
    }

    /**
     * Takes the loaded episode's actions again, so that the environment is where it was; where that is not how the
     * environment works, or where it comes out elsewhere, the episode has ended.
     */
    void replay(TaskId id) {
        if (environment.pacing() != Pacing.LOCKSTEP) {
            end();
            return;
        }
        TimeStep replayed = environment.reset(id, episode.seed());
        for (int i = 0; i < episode.length() && !(replayed instanceof TimeStep.Last); i++) {
            replayed = environment.step(episode.action(i));
        }
        boolean elsewhere = reached.length > 0 && !Arrays.equals(reached, replayed.observation());
        if (replayed instanceof TimeStep.Last || elsewhere) {
            LOG.warn("task '{}': its episode did not come to where it was when it was repeated; a new one begins", id);
            end();
            return;
        }
        now = replayed;
    }

    @Override
    public void close() {
        environment.close();
    }
}
