package dev.reprise.envs.task;

/**
 * Suites that are made by name, where their names are too many to list. Found by {@link java.util.ServiceLoader}, as
 * {@link TaskSuite}s are.
 */
public interface SuiteFamily {
    /** What their names begin with, before the first slash: {@code gym}. */
    String name();

    /** One line for people: what may stand behind the slash, and what it gives. */
    String description();

    /**
     * One of the suites; the same object whenever the same variant is asked for.
     *
     * @param variant what stands behind the slash
     * @throws IllegalArgumentException when there is no such suite, or it cannot be had at present
     */
    TaskSuite suite(String variant);
}
