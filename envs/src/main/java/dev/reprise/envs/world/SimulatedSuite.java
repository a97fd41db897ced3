package dev.reprise.envs.world;

import dev.reprise.envs.task.TaskSuite;

/** A suite whose environments move a simulated world that can be looked at. */
public interface SimulatedSuite extends TaskSuite {
    /** A fresh environment as {@link #newEnvironment} makes it, with the world in it. */
    Simulation newSimulation();
}
