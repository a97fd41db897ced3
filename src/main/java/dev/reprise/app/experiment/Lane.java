package dev.reprise.app.experiment;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import org.jspecify.annotations.Nullable;

/** An environment and the episode that runs in it. */
final class Lane implements AutoCloseable {
    private final Environment environment;
    private final EpisodeRecord episode;
    private @Nullable TimeStep now;

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
    }

    /** Takes up the record, not yet the place in the episode: see {@link #replay}. */
    void load(SavedState state) {
        episode.load(state);
    }

    /**
     * Takes the loaded episode's actions again, so that the environment is where it was; where that is not how the
     * environment works, the episode has ended.
     */
    void replay(TaskId id) {
        if (environment.pacing() != Pacing.LOCKSTEP) {
            end();
            return;
        }
        TimeStep replayed = environment.reset(id, episode.seed());
        for (int i = 0; i < episode.length(); i++) {
            replayed = environment.step(episode.action(i));
        }
        now = replayed;
    }

    @Override
    public void close() {
        environment.close();
    }
}
