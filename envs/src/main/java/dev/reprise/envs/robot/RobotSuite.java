package dev.reprise.envs.robot;

import dev.reprise.envs.task.TaskSuite;

/** A suite whose tasks can run on a real robot as well. */
public interface RobotSuite extends TaskSuite {
    /** What it needs of a robot. */
    RobotShape robot();

    /** A fresh translator between the tasks and a robot. */
    Embodiment newEmbodiment();

    /** A fresh simulation that is commanded as a robot is. */
    SimulatedRobot newSimulatedRobot();
}
