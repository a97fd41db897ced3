package dev.reprise.envs.ros.command;

import dev.reprise.envs.robot.RobotShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a robot is commanded.
 *
 * @param type of the messages
 * @param axes with {@code twist}: of each commanded joint, in the suite's order, the axis that carries its velocity
 *     ({@code linear.x} … {@code angular.z}); null otherwise
 */
public record Commands(CommandType type, @Nullable List<String> axes) {
    /** As ros_control's joint group controllers take them. */
    public static final Commands GROUP = new Commands(CommandType.FLOAT64_MULTI_ARRAY, null);

    /** Checks that axes are named exactly with twist. */
    public Commands {
        if ((type == CommandType.TWIST) != (axes != null)) {
            throw new IllegalArgumentException("axes must be named with type twist and only then");
        }
    }

    /**
     * The form of a robot's commands.
     *
     * @param periodSeconds for which a command is meant
     * @throws IllegalArgumentException when such messages cannot command such a robot
     */
    public CommandForm<?> form(RobotShape shape, double periodSeconds) {
        return switch (type) {
            case FLOAT64_MULTI_ARRAY -> new GroupForm(shape);
            case JOINT_TRAJECTORY -> new TrajectoryForm(shape, periodSeconds);
            case TWIST -> new TwistForm(shape, axes == null ? List.of() : axes);
        };
    }
}
