package dev.reprise.envs.robot;

import java.util.List;

/**
 * What a suite needs of a robot.
 *
 * @param kind what its commands are
 * @param commanded names of the joints that are commanded, in the order of the commands
 * @param sensed names of the joints that are read, in the order of {@link RobotState#joints()}
 * @param poses what else is located, in the order of {@link RobotState#poses()}; each is the name of a topic
 */
public record RobotShape(CommandKind kind, List<String> commanded, List<String> sensed, List<String> poses) {
    /** Copies the lists. */
    public RobotShape {
        commanded = List.copyOf(commanded);
        sensed = List.copyOf(sensed);
        poses = List.copyOf(poses);
    }

    /**
     * Where a commanded joint stands among those that are read.
     *
     * @throws IllegalArgumentException when it is not read
     */
    public int sensor(int commandedJoint) {
        int at = sensed.indexOf(commanded.get(commandedJoint));
        if (at < 0) {
            throw new IllegalArgumentException(
                    "joint '" + commanded.get(commandedJoint) + "' is commanded but not read; read are " + sensed);
        }
        return at;
    }
}
