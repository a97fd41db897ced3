package dev.reprise.agents.continual;

import java.util.List;

/**
 * A phase of the curriculum as a method sees it. Tasks are named by their index in the order of arrival, which is also
 * the index of their head.
 *
 * @param phase 0-based
 * @param phases of the curriculum in all
 * @param tasks that are trained in it
 * @param visits for each of them which visit this is, from 1
 * @param stepsPerTask environment steps that each of them gets, rounded down
 */
public record PhaseStart(int phase, int phases, List<Integer> tasks, List<Integer> visits, long stepsPerTask) {
    /** Keeps copies of the lists. */
    public PhaseStart {
        tasks = List.copyOf(tasks);
        visits = List.copyOf(visits);
    }
}
