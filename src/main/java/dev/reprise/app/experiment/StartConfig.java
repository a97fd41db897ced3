package dev.reprise.app.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run begins with, if not from nothing: the networks of another run.
 *
 * @param from folder of that run; null for none
 * @param state checksum of that run's checkpoint, filled in when the config is read, so that the resolved configuration
 *     says what the run began with
 * @param tasks of that run's tasks those that the agent goes on knowing, in that run's order; the heads of others are
 *     removed. Null for all that the suite has, filled in when the config is read
 * @param memory whether its memory of earlier tasks, temperatures and reward scales are taken over too, where it kept them
 * @param frozenLayers layers of the backbone, from the input on, that do not learn
 * @param frozenTasks tasks whose own parameters do not learn; not of the curriculum
 */
public record StartConfig(
        @Nullable String from,
        @Nullable String state,
        @Nullable List<String> tasks,
        boolean memory,
        int frozenLayers,
        List<String> frozenTasks) {
    /** From nothing. */
    static final StartConfig NONE = new StartConfig(null, null, null, true, 0, List.of());

    /** Checks that what is said goes with a run to begin with. */
    public StartConfig {
        frozenTasks = List.copyOf(frozenTasks);
        if (from == null && (state != null || tasks != null || frozenLayers != 0 || !frozenTasks.isEmpty())) {
            throw new IllegalArgumentException("from must name a run when something is said of what is taken from it");
        }
        if (frozenLayers < 0) {
            throw new IllegalArgumentException("frozenLayers must be 0 or more, not " + frozenLayers);
        }
    }

    /** Whether anything does not learn. */
    boolean freezes() {
        return frozenLayers > 0 || !frozenTasks.isEmpty();
    }
}
