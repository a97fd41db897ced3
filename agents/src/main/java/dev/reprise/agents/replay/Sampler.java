package dev.reprise.agents.replay;

import dev.reprise.envs.random.RandomStream;

/** Draws (transition, task) pairs. Samplers compose; they know which transition to take, never what is in it. */
public interface Sampler {
    /** Whether there is anything to draw from. */
    boolean ready();

    /** Draws {@code count} pairs with replacement; none when not {@link #ready()}. */
    void draw(int count, RandomStream random, Draws draws);
}
