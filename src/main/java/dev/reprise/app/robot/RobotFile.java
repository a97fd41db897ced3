package dev.reprise.app.robot;

import dev.reprise.app.UserException;
import dev.reprise.app.config.ConfigTree;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.robot.RobotConfig;
import dev.reprise.envs.ros.robot.RosRobotSuite;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.task.TaskSuite;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A robot as its file describes it.
 *
 * @param name as the user gave it
 */
public record RobotFile(String name, RobotConfig config) {
    /**
     * Reads a robot's file and lays {@code over} on it.
     *
     * @param name a file, or one of {@code configs/robots} without its ending
     */
    public static RobotFile read(String name, ConfigTree over) {
        ConfigTree file;
        if (name.matches("[\\w-]+") && !Files.exists(Path.of(name))) {
            String shipped = "configs/robots/" + name + ".yaml";
            if (RobotFile.class.getClassLoader().getResource(shipped) == null) {
                throw new UserException(
                        "there is no robot '" + name + "'; name a file, or one of planar, planar-hard," + " workbench");
            }
            file = ConfigTree.resource(shipped);
        } else {
            file = ConfigTree.read(Path.of(name));
        }
        return new RobotFile(name, file.merge(over).bind(RobotConfig.class));
    }

    /** Reads a robot's file. */
    public static RobotFile read(String name) {
        return read(name, ConfigTree.parse("", "nothing"));
    }

    /**
     * A suite's tasks on this robot. Connects nothing yet.
     *
     * @throws UserException when the suite has no robot, or another one
     */
    public RosRobotSuite suite(TaskSuite tasks) {
        try {
            return new RosRobotSuite(robotSuite(tasks), config, new TcprosTransport());
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    "robot '" + name + "' is none for suite '" + tasks.name() + "': " + e.getMessage(), e);
        }
    }

    /** @throws UserException when the suite has no robot */
    public static RobotSuite robotSuite(TaskSuite tasks) {
        if (tasks instanceof RobotSuite suite) {
            return suite;
        }
        throw new UserException("suite '" + tasks.name() + "' does not say how its tasks run on a robot; those of the"
                + " planar arm and of the workbench do");
    }
}
