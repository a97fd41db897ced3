package dev.reprise.envs.spec;

import java.util.regex.Pattern;

/**
 * The stable identity of a task. The same name is the same task whenever it returns, in simulation and on a robot: it
 * finds its own head, temperature, normaliser and memory again.
 *
 * @param name lower-case letters, digits and inner hyphens, at most 64 characters: {@code reach-north-east}
 */
public record TaskId(String name) implements Comparable<TaskId> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    /** Checks the name. */
    public TaskId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("task name '" + name
                    + "' must be lower-case letters, digits and inner hyphens, at most 64 characters");
        }
    }

    @Override
    public int compareTo(TaskId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
