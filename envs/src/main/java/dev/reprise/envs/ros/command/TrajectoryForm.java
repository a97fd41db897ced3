package dev.reprise.envs.ros.command;

import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.ros.msg.RosDuration;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.msg.TrajectoryMsgs.JointTrajectory;
import dev.reprise.envs.ros.msg.TrajectoryMsgs.JointTrajectoryPoint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trajectory of one point: where the joints are to be one control period from now, and how fast when they are commanded
 * velocities. It has no stamp, which controllers take for: at once.
 */
final class TrajectoryForm implements CommandForm<JointTrajectory> {
    private static final double[] NONE = {};
    private static final Header AT_ONCE = new Header(RosTime.ZERO, "");

    private final RobotShape shape;
    private final RosDuration period;

    TrajectoryForm(RobotShape shape, double periodSeconds) {
        this.shape = shape;
        this.period = RosDuration.ofNanos(Math.round(periodSeconds * 1e9));
    }

    @Override
    public String topic() {
        return "joint_trajectory_controller/command";
    }

    @Override
    public RosMessageType<JointTrajectory> type() {
        return JointTrajectory.TYPE;
    }

    @Override
    public JointTrajectory moving(double[] command, double[] ends) {
        double[] velocities = shape.kind() == CommandKind.VELOCITY ? command : NONE;
        return new JointTrajectory(
                AT_ONCE, shape.commanded(), List.of(new JointTrajectoryPoint(ends, velocities, NONE, NONE, period)));
    }

    @Override
    public JointTrajectory standing(double @Nullable [] held) {
        return new JointTrajectory(AT_ONCE, shape.commanded(), List.of());
    }

    @Override
    public Optional<double[]> read(JointTrajectory message) {
        if (message.points().isEmpty()) {
            return Optional.empty();
        }
        if (message.points().size() > 1) {
            throw new IllegalArgumentException("a trajectory has "
                    + message.points().size() + " points; a command for one control period has one");
        }
        boolean velocity = shape.kind() == CommandKind.VELOCITY;
        JointTrajectoryPoint point = message.points().get(0);
        double[] sent = velocity ? point.velocities() : point.positions();
        double[] command = new double[shape.commanded().size()];
        for (int i = 0; i < command.length; i++) {
            int at = message.jointNames().indexOf(shape.commanded().get(i));
            if (at < 0 || at >= sent.length) {
                throw new IllegalArgumentException("a trajectory has no " + (velocity ? "velocity" : "position")
                        + " of joint '" + shape.commanded().get(i) + "', only of " + message.jointNames());
            }
            command[i] = sent[at];
        }
        return Optional.of(command);
    }
}
