package dev.reprise.app.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run begins with, if not from nothing: the networks of another run, recorded experience.
 *
 * @param from folder of that run; null for none
 * @param state checksum of that run's checkpoint, filled in when the config is read, so that the resolved configuration
 *     says what the run began with
 * @param tasks of that run's tasks those that the agent goes on knowing, in that run's order; the heads of others are
 *     removed. Null for all that the suite has, filled in when the config is read
 * @param memory whether its memory of earlier tasks, temperatures and reward scales are taken over too, where it kept them
 * @param frozenLayers layers of the backbone, from the input on, that do not learn
 * @param frozenTasks tasks whose own parameters do not learn; not of the curriculum
 * @param experience recorded steps that are learnt from like the run's own, from the first phase of their task on
 */
public record StartConfig(
        @Nullable String from,
        @Nullable String state,
        @Nullable List<String> tasks,
        boolean memory,
        int frozenLayers,
        List<String> frozenTasks,
        List<Recorded> experience) {
    /** From nothing. */
    static final StartConfig NONE = new StartConfig(null, null, null, true, 0, List.of(), List.of());

    /**
     * A file of experience, as {@code ros record} writes it.
     *
     * @param file its path
     * @param task under which it was recorded; filled in when the config is read
     * @param checksum of its bytes; filled in when the config is read
     */
    public record Recorded(
            String file, @Nullable String task, @Nullable String checksum) {}

    /** Checks that what is said goes with a run to begin with. */
    public StartConfig {
        frozenTasks = List.copyOf(frozenTasks);
        experience = List.copyOf(experience);
        if (from == null && (state != null || tasks != null || frozenLayers != 0 || !frozenTasks.isEmpty())) {
            throw new IllegalArgumentException("from must name a run when something is said of what is taken from it");
        }
        if (frozenLayers < 0) {
            throw new IllegalArgumentException("frozenLayers must be 0 or more, not " + frozenLayers);
        }
    }

    /** The same with other experience. */
    StartConfig with(List<Recorded> other) {
        return new StartConfig(from, state, tasks, memory, frozenLayers, frozenTasks, other);
    }

    /** Whether anything does not learn. */
    boolean freezes() {
        return frozenLayers > 0 || !frozenTasks.isEmpty();
    }
}
