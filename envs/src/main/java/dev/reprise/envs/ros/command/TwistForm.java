package dev.reprise.envs.ros.command;

import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.ros.msg.GeometryMsgs.Twist;
import dev.reprise.envs.ros.msg.GeometryMsgs.Vector3;
import dev.reprise.envs.ros.msg.RosMessageType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The velocity of each joint on an axis of a twist; the other axes are zero. */
final class TwistForm implements CommandForm<Twist> {
    private static final List<String> AXES =
            List.of("linear.x", "linear.y", "linear.z", "angular.x", "angular.y", "angular.z");

    private final int[] axes;

    TwistForm(RobotShape shape, List<String> names) {
        if (shape.kind() != CommandKind.VELOCITY) {
            throw new IllegalArgumentException("a twist carries velocities, and the suite commands positions");
        }
        if (names.size() != shape.commanded().size() || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    "axes must name one axis of a twist for each of " + shape.commanded() + ", not " + names);
        }
        this.axes = names.stream().mapToInt(TwistForm::axis).toArray();
    }

    private static int axis(String name) {
        int at = AXES.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("a twist has no axis '" + name + "', only " + AXES);
        }
        return at;
    }

    @Override
    public String topic() {
        return "cmd_vel";
    }

    @Override
    public RosMessageType<Twist> type() {
        return Twist.TYPE;
    }

    @Override
    public Twist moving(double[] command, double[] ends) {
        double[] all = new double[AXES.size()];
        for (int i = 0; i < axes.length; i++) {
            all[axes[i]] = command[i];
        }
        return new Twist(new Vector3(all[0], all[1], all[2]), new Vector3(all[3], all[4], all[5]));
    }

    @Override
    public Twist standing(double @Nullable [] held) {
        return new Twist(new Vector3(0, 0, 0), new Vector3(0, 0, 0));
    }

    @Override
    public Optional<double[]> read(Twist message) {
        Vector3 linear = message.linear();
        Vector3 angular = message.angular();
        double[] all = {linear.x(), linear.y(), linear.z(), angular.x(), angular.y(), angular.z()};
        double[] command = new double[axes.length];
        for (int i = 0; i < axes.length; i++) {
            command[i] = all[axes[i]];
        }
        return Optional.of(command);
    }
}
