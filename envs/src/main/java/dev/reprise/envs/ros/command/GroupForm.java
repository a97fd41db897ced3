package dev.reprise.envs.ros.command;

import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A number per joint, in order. */
final class GroupForm implements CommandForm<Float64MultiArray> {
    private final RobotShape shape;

    GroupForm(RobotShape shape) {
        this.shape = shape;
    }

    @Override
    public String topic() {
        return switch (shape.kind()) {
            case VELOCITY -> "joint_group_velocity_controller/command";
            case POSITION -> "joint_group_position_controller/command";
        };
    }

    @Override
    public RosMessageType<Float64MultiArray> type() {
        return Float64MultiArray.TYPE;
    }

    @Override
    public Float64MultiArray moving(double[] command, double[] ends) {
        return new Float64MultiArray(command);
    }

    @Override
    public @Nullable Float64MultiArray standing(double @Nullable [] held) {
        if (shape.kind() == CommandKind.VELOCITY) {
            return new Float64MultiArray(new double[shape.commanded().size()]);
        }
        return held == null ? null : new Float64MultiArray(held);
    }

    @Override
    public Optional<double[]> read(Float64MultiArray message) {
        int due = shape.commanded().size();
        if (message.data().length != due) {
            throw new IllegalArgumentException(
                    "a command has " + message.data().length + " numbers; the robot's joints need " + due);
        }
        return Optional.of(message.data());
    }
}
