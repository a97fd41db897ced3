package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.ros.command.CommandForm;
import dev.reprise.envs.ros.command.CommandType;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.StdMsgs.Bool;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.safety.JointLimits;
import dev.reprise.envs.ros.safety.SafetyGate;
import dev.reprise.envs.ros.safety.SafetyLimits;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reaches a robot, in every form of commands. */
class RobotDriveTest {
    private static final double SPEED = 0.5;
    private static final double PERIOD = 0.05;
    private static final double[] PLACE = {0.4, -0.7};

    private final BlockingQueue<Optional<double[]>> heard = new LinkedBlockingQueue<>();
    private LocalMaster master;
    private RosNode ours;
    private RosNode theirs;

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        ours = new TcprosTransport().open(NodeConfiguration.local("drive", master.uri()));
        theirs = new TcprosTransport().open(NodeConfiguration.local("robot", master.uri()));
    }

    @AfterEach
    void end() {
        ours.close();
        theirs.close();
        master.close();
    }

    private RobotDrive drive(CommandKind kind, Commands commands) throws Exception {
        return drive(kind, commands, false, null);
    }

    private RobotDrive drive(CommandKind kind, Commands commands, boolean requireEnable, @Nullable Double enableSeconds)
            throws Exception {
        List<String> joints = List.of("elbow", "wrist");
        SafetyLimits limits = new SafetyLimits(
                joints.stream()
                        .map(name -> new JointLimits(name, -1.0, 1.0, SPEED, 100))
                        .toList(),
                null,
                10,
                requireEnable,
                enableSeconds);
        RobotShape shape = new RobotShape(kind, joints, joints, List.of());
        CommandForm<?> form = commands.form(shape, PERIOD);
        listen(form);
        RobotDrive drive = new RobotDrive(
                ours, new SafetyGate(limits, PERIOD, null), kind, form, PERIOD, false, false, reason -> {});
        Eventually.within(5, "the robot listens", drive::connected);
        return drive;
    }

    private <T> void listen(CommandForm<T> form) throws Exception {
        theirs.newSubscriber(form.topic(), form.type(), (message, received) -> heard.add(form.read(message)));
    }

    private double[] next() throws InterruptedException {
        Optional<double[]> command = heard.poll(5, TimeUnit.SECONDS);
        return command == null ? new double[0] : command.orElse(new double[0]);
    }

    @Test
    void noFormLetsMoreThroughThanTheGate() throws Exception {
        for (Commands commands : List.of(
                Commands.GROUP,
                new Commands(CommandType.JOINT_TRAJECTORY, null),
                new Commands(CommandType.TWIST, List.of("linear.x", "angular.z")))) {
            try (RobotDrive drive = drive(CommandKind.VELOCITY, commands)) {
                drive.start(PLACE);
                drive.send(new double[] {1000, -1000}, PLACE);
                double[] sent = next();
                assertArrayEquals(new double[] {SPEED, -SPEED}, sent, 1e-6);
                drive.send(new double[] {Double.NaN, 0}, PLACE);
                assertArrayEquals(new double[2], next());
            }
            end();
            heard.clear();
            start();
        }
    }

    @Test
    void aRobotThatIsCommandedPositionsIsToldNoneBeforeItIsKnownWhereItIs() throws Exception {
        try (RobotDrive drive = drive(CommandKind.POSITION, Commands.GROUP)) {
            drive.stop();
            assertNull(heard.poll(200, TimeUnit.MILLISECONDS), "any position would set it going");
            drive.start(PLACE);
            drive.stop();
            assertArrayEquals(PLACE, next());
            drive.send(new double[] {1, -1}, PLACE);
            double[] sent = next();
            assertTrue(sent[0] > PLACE[0] && sent[0] < PLACE[0] + SPEED * PERIOD + 1e-9, "" + sent[0]);
            drive.letGo();
            drive.stop();
            assertNull(heard.poll(200, TimeUnit.MILLISECONDS), "since then somebody may have moved it");
            assertThrows(RobotFault.class, () -> drive.send(new double[] {1, -1}, PLACE));
        }
        assertNull(heard.poll(200, TimeUnit.MILLISECONDS));
    }

    @Test
    void aRobotThatIsCommandedPositionsIsHeldWhereItWasSentWhenItsDriverEnds() throws Exception {
        RobotDrive drive = drive(CommandKind.POSITION, Commands.GROUP);
        drive.start(PLACE);
        drive.send(new double[] {1, -1}, PLACE);
        double[] sent = next();
        drive.close();
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(sent, next(), "more than once, as a message may be lost");
        }
    }

    @Test
    void anEmergencyStopHoldsTheRobotOnceAndCallingItOffWhereNoneIsChangesNothing() throws Exception {
        try (RobotDrive drive = drive(CommandKind.POSITION, Commands.GROUP)) {
            Publisher<Bool> button = theirs.newPublisher("e_stop", Bool.TYPE, PublisherOptions.LATCHED);
            Eventually.within(5, "the button is heard", () -> button.numberOfSubscribers() == 1);
            drive.start(PLACE);
            drive.gate().clear();
            drive.send(PLACE, PLACE);
            assertArrayEquals(PLACE, next());
            for (int i = 0; i < 3; i++) {
                button.publish(new Bool(true));
            }
            assertArrayEquals(PLACE, next());
            assertNull(heard.poll(300, TimeUnit.MILLISECONDS), "since then somebody may have moved it");
            assertThrows(RobotFault.class, () -> drive.start(PLACE));
        }
    }

    @Test
    void whileTheStopButtonCannotBeHeardTheRobotIsNotSetGoing() throws Exception {
        try (RobotDrive drive = drive(CommandKind.POSITION, Commands.GROUP)) {
            theirs.newPublisher("e_stop", Text.TYPE, PublisherOptions.LATCHED);
            Eventually.within(5, "it is refused", () -> {
                try {
                    drive.start(PLACE);
                    return false;
                } catch (RobotFault e) {
                    return e.reason().contains("e_stop is not understood");
                }
            });
        }
    }

    @Test
    void aSwitchThatIsNotToldHeldForTooLongIsLetGoOf() throws Exception {
        try (RobotDrive drive = drive(CommandKind.VELOCITY, Commands.GROUP, true, 0.3)) {
            Publisher<Bool> holder = theirs.newPublisher("enable", Bool.TYPE, PublisherOptions.LATCHED);
            Eventually.within(5, "the switch is heard", () -> holder.numberOfSubscribers() == 1);
            holder.publish(new Bool(true));
            Eventually.within(5, "it is held", () -> drive.gate().enabled());
            drive.start(PLACE);
            drive.send(new double[] {0.1, 0.1}, PLACE);
            // Its holder is frozen: the connection stands and nothing comes.
            Eventually.within(5, "it is let go of", () -> refuses(drive));
            assertEquals(1, holder.numberOfSubscribers());
            holder.publish(new Bool(true));
            Eventually.within(5, "it is held again", () -> drive.gate().enabled());
        }
    }

    @Test
    void aSwitchIsLetGoOfWithItsLastPublisher() throws Exception {
        try (RobotDrive drive = drive(CommandKind.VELOCITY, Commands.GROUP, true, null)) {
            Publisher<Bool> holder = theirs.newPublisher("enable", Bool.TYPE, PublisherOptions.LATCHED);
            holder.publish(new Bool(true));
            Eventually.within(5, "it is held", () -> drive.gate().enabled());
            drive.start(PLACE);
            drive.send(new double[] {0.1, 0.1}, PLACE);
            theirs.close();
            Eventually.within(5, "it is let go of", () -> refuses(drive));
        }
    }

    private static boolean refuses(RobotDrive drive) {
        try {
            drive.send(new double[] {0.1, 0.1}, PLACE);
            return false;
        } catch (RobotFault e) {
            return e.reason().contains("enable switch is not held");
        }
    }

    @Test
    void aListenerOfAnotherTypeIsNamedWithBothTypes() throws Exception {
        try (RobotDrive drive = drive(CommandKind.VELOCITY, Commands.GROUP)) {
            assertNull(drive.refusal());
            try (RosNode other = new TcprosTransport().open(NodeConfiguration.local("other", master.uri()))) {
                other.newSubscriber(drive.commandTopic(), Text.TYPE, (message, received) -> {});
                Eventually.within(5, "it is refused", () -> drive.refusal() != null);
                String refusal = String.valueOf(drive.refusal());
                assertTrue(
                        refusal.contains("std_msgs/String") && refusal.contains("std_msgs/Float64MultiArray"), refusal);
            }
        }
    }
}
