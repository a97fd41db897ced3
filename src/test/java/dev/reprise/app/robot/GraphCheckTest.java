package dev.reprise.app.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.GeometryMsgs.Twist;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphCheckTest {
    private static final String COMMANDS = "/joint_group_velocity_controller/command";

    private final RobotFile file = RobotFile.read("planar");
    private LocalMaster master;
    private RosNode node;
    private RosNode robot;

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        node = new TcprosTransport().open(NodeConfiguration.local("check", master.uri()));
        robot = new TcprosTransport().open(NodeConfiguration.local("robot", master.uri()));
    }

    @AfterEach
    void end() {
        node.close();
        robot.close();
        master.close();
    }

    private List<String> missing(double seconds) throws RosException {
        return GraphCheck.of(node, file.suite(new PlanarSuite.Easy()), file.config(), seconds).stream()
                .filter(finding -> !finding.fine())
                .map(GraphCheck.Finding::text)
                .toList();
    }

    @Test
    void aTopicOfAnotherTypeIsNamedWithBoth() throws Exception {
        robot.newPublisher("joint_states", Text.TYPE, PublisherOptions.LATCHED);
        List<String> missing = missing(0.1);
        assertTrue(
                missing.contains("/joint_states is published as std_msgs/String; it must be sensor_msgs/JointState"),
                missing.toString());
    }

    @Test
    void readingsThatComeTooSeldomAreSaid() throws Exception {
        Publisher<JointState> states = robot.newPublisher("joint_states", JointState.TYPE, PublisherOptions.NEWEST);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> telling =
                clock.scheduleAtFixedRate(() -> states.publish(state()), 0, 200, TimeUnit.MILLISECONDS);
        try {
            List<String> missing = missing(2);
            assertTrue(
                    missing.stream()
                            .anyMatch(text -> text.matches("joint states at [1-9]\\.\\d Hz, at least 20.0 are needed")),
                    missing.toString());
        } finally {
            telling.cancel(false);
            clock.shutdownNow();
        }
    }

    @Test
    void aRobotOfAnotherControlPeriodIsSaid() throws Exception {
        String said =
                "the robot takes a command for 0.02 s (its parameter /control_period), the suite's control period "
                        + "is 0.05 s";
        assertFalse(missing(0.1).contains(said));
        robot.parameters().set("/control_period", 0.02);
        List<String> missing = missing(0.1);
        assertTrue(missing.contains(said), missing.toString());
    }

    @Test
    void topicsThatNobodyTellsOrHearsAreNamedWithTheirTypes() throws Exception {
        List<String> missing = missing(0.1);
        assertTrue(
                missing.containsAll(List.of(
                        "/joint_states is published by nobody; it must be sensor_msgs/JointState",
                        COMMANDS + " is listened to by nobody; it must be std_msgs/Float64MultiArray")),
                missing.toString());
    }

    @Test
    void commandsThatAreHeardAsAnotherTypeAreSaid() throws Exception {
        robot.newSubscriber(COMMANDS, Twist.TYPE, (message, received) -> {});
        List<String> missing = missing(0.1);
        assertTrue(
                missing.contains(COMMANDS + " is listened to as geometry_msgs/Twist; it must be "
                        + "std_msgs/Float64MultiArray"),
                missing.toString());
    }

    @Test
    void aServiceOfAnotherTypeIsNamedWithBothAndNotCalled() throws Exception {
        List<String> none = missing(0.1);
        assertTrue(none.contains("service /reset: nobody offers it; it must be std_srvs/Trigger"), none.toString());
        AtomicInteger called = new AtomicInteger();
        robot.newServiceServer("reset", StdSrvs.EMPTY, request -> {
            called.incrementAndGet();
            return new StdSrvs.EmptyResponse();
        });
        List<String> missing = missing(0.1);
        assertTrue(
                missing.stream()
                        .anyMatch(text ->
                                text.contains("/reset is std_srvs/Empty") && text.contains("must be std_srvs/Trigger")),
                missing.toString());
        assertEquals(0, called.get());
    }

    private static JointState state() {
        return new JointState(
                new Header(RosTime.ofNanos(0), ""),
                List.of("joint_1", "joint_2"),
                new double[2],
                new double[0],
                new double[0]);
    }
}
