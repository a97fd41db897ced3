package dev.reprise.envs.ros.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.ros.msg.GeometryMsgs.Twist;
import dev.reprise.envs.ros.msg.RosDuration;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.msg.TrajectoryMsgs.JointTrajectory;
import dev.reprise.envs.ros.msg.TrajectoryMsgs.JointTrajectoryPoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CommandFormTest {
    private static final Commands TRAJECTORY = new Commands(CommandType.JOINT_TRAJECTORY, null);
    private static final double[] HELD = {0.3, -0.4};

    private static RobotShape shape(CommandKind kind) {
        List<String> joints = List.of("elbow", "wrist");
        return new RobotShape(kind, joints, joints, List.of());
    }

    private static Commands twist(String... axes) {
        return new Commands(CommandType.TWIST, List.of(axes));
    }

    @Test
    void whatIsWrittenIsReadToTheBitOverTheWire() {
        RandomStream random = RandomStream.named(1, "commands");
        for (CommandKind kind : CommandKind.values()) {
            for (Commands commands : List.of(Commands.GROUP, TRAJECTORY, twist("linear.y", "angular.z"))) {
                if (kind == CommandKind.VELOCITY || commands.type() != CommandType.TWIST) {
                    checkWire(commands.form(shape(kind), 0.05), kind, random);
                }
            }
        }
    }

    private static <T> void checkWire(CommandForm<T> form, CommandKind kind, RandomStream random) {
        for (int i = 0; i < 1000; i++) {
            double[] command = {random.nextGaussian(), random.nextGaussian()};
            double[] ends = kind == CommandKind.POSITION ? command : HELD;
            T message = form.type().decode(ByteBuffer.wrap(form.type().encode(form.moving(command, ends))));
            assertArrayEquals(command, form.read(message).orElseThrow());
        }
    }

    @Test
    void aTrajectorySaysWhereAndHowFastTheJointsAreOnePeriodAway() {
        CommandForm<?> form = TRAJECTORY.form(shape(CommandKind.VELOCITY), 0.05);
        JointTrajectory message = (JointTrajectory) form.moving(new double[] {1, 2}, HELD);
        JointTrajectoryPoint point = message.points().get(0);
        assertEquals(List.of("elbow", "wrist"), message.jointNames());
        assertArrayEquals(HELD, point.positions());
        assertArrayEquals(new double[] {1, 2}, point.velocities());
        assertEquals(RosDuration.ofSeconds(0.05), point.timeFromStart());
    }

    @Test
    void aTrajectoryIsReadByNameAndHasOnePoint() {
        TrajectoryForm form = new TrajectoryForm(shape(CommandKind.POSITION), 0.05);
        JointTrajectory message = form.moving(HELD, HELD);
        JointTrajectoryPoint point = message.points().get(0);
        JointTrajectory turned = new JointTrajectory(message.header(), List.of("wrist", "elbow"), message.points());
        assertArrayEquals(new double[] {-0.4, 0.3}, form.read(turned).orElseThrow());
        JointTrajectory other = new JointTrajectory(message.header(), List.of("elbow", "hip"), message.points());
        assertTrue(said(() -> form.read(other)).contains("no position of joint 'wrist'"));
        JointTrajectory longer = new JointTrajectory(message.header(), message.jointNames(), List.of(point, point));
        assertTrue(said(() -> form.read(longer)).contains("has 2 points"));
    }

    @Test
    void everyFormCanTellARobotToStand() {
        for (CommandKind kind : CommandKind.values()) {
            TrajectoryForm form = new TrajectoryForm(shape(kind), 0.05);
            assertEquals(Optional.empty(), form.read(form.standing(null)));
        }
        Twist still = new TwistForm(shape(CommandKind.VELOCITY), List.of("linear.x", "angular.z")).standing(null);
        assertEquals(0, still.linear().x());
        assertEquals(0, still.angular().z());
        Float64MultiArray zeros = new GroupForm(shape(CommandKind.VELOCITY)).standing(null);
        assertNotNull(zeros);
        assertArrayEquals(new double[2], zeros.data());
        Float64MultiArray held = new GroupForm(shape(CommandKind.POSITION)).standing(HELD);
        assertNotNull(held);
        assertArrayEquals(HELD, held.data());
    }

    @Test
    void aPositionIsNotInventedWhereTheRobotIsNotKnownToBe() {
        assertNull(new GroupForm(shape(CommandKind.POSITION)).standing(null));
    }

    @Test
    void whatCannotCommandARobotIsSaidSo() {
        assertThrows(IllegalArgumentException.class, () -> new Commands(CommandType.TWIST, null));
        assertThrows(
                IllegalArgumentException.class, () -> new Commands(CommandType.JOINT_TRAJECTORY, List.of("linear.x")));
        RobotShape wheels = shape(CommandKind.VELOCITY);
        assertTrue(said(() -> twist("linear.x", "yaw").form(wheels, 0.05)).contains("no axis 'yaw'"));
        assertTrue(said(() -> twist("linear.x").form(wheels, 0.05)).contains("one axis of a twist for each"));
        assertTrue(
                said(() -> twist("linear.x", "linear.x").form(wheels, 0.05)).contains("one axis of a twist for each"));
        RobotShape arm = shape(CommandKind.POSITION);
        assertTrue(said(() -> twist("linear.x", "linear.y").form(arm, 0.05)).contains("commands positions"));
        GroupForm group = new GroupForm(wheels);
        assertTrue(said(() -> group.read(new Float64MultiArray(1, 2, 3))).contains("3 numbers"));
    }

    private static String said(Executable what) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, what).getMessage());
    }
}
