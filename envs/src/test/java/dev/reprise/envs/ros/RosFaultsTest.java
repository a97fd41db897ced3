package dev.reprise.envs.ros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.EmptyResponse;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.Subscriber;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rospy robot and a master that die, freeze and come back, as our nodes see them. */
@Tag("long")
class RosFaultsTest {
    private static final double SOON = 10;

    private RosGraph graph;
    private RosNode node;
    private Subscriber states;
    private Publisher<Float64MultiArray> commands;
    private volatile long newestNanos;

    @BeforeEach
    void start() throws Exception {
        graph = new RosGraph();
        node = new TcprosTransport().open(NodeConfiguration.local("agent", graph.uri()));
        states = node.newSubscriber("joint_states", JointState.TYPE, (state, nanos) -> newestNanos = nanos);
        commands = node.newPublisher("command", Float64MultiArray.TYPE, PublisherOptions.NEWEST);
    }

    @AfterEach
    void end() throws Exception {
        if (graph != null) {
            node.close();
            graph.close();
        }
    }

    private RosProcess robot() throws Exception {
        RosProcess robot = graph.python("arm.py", "_rate:=100").awaitOutput("ready");
        Eventually.within(
                SOON,
                "robot and agent are connected",
                () -> states.numberOfPublishers() == 1 && commands.numberOfSubscribers() == 1 && age() < 0.1);
        return robot;
    }

    /** Of the newest message, s. */
    private double age() {
        return (System.nanoTime() - newestNanos) * 1e-9;
    }

    @Test
    void aKilledRobotIsMissedAtOnceAndItsSuccessorIsFoundByItself() throws Exception {
        RosProcess robot = robot();
        robot.kill();
        Eventually.within(
                1,
                "the robot is missed",
                () -> states.numberOfPublishers() == 0 && commands.numberOfSubscribers() == 0);
        assertTrue(node.graph().nodes().contains("/arm"), "the master has not heard of the death");
        robot();
        Eventually.within(2, "messages flow again", () -> age() < 0.1);
    }

    @Test
    void aFrozenRobotShowsInTheAgeOfItsMessagesAloneAndThawsWithoutHelp() throws Exception {
        RosProcess robot = robot();
        robot.freeze();
        Eventually.within(SOON, "messages age", () -> age() > 1);
        assertEquals(1, states.numberOfPublishers());
        assertEquals(1, commands.numberOfSubscribers());
        // More than sockets hold: a frozen robot must not stall who commands it.
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            commands.publish(new Float64MultiArray(new double[1 << 16]));
        }
        assertTrue((System.nanoTime() - start) * 1e-9 < 5, "publishing has waited");
        assertTrue(commands.dropped() > 0);
        robot.thaw();
        Eventually.within(SOON, "messages flow again", () -> age() < 0.1);
    }

    @Test
    void messagesOfARobotThatAreNoneAreCountedAndTheNextAreHeardOverTheSameConnection() throws Exception {
        RosProcess liar = graph.python("liar.py", "truncated");
        Eventually.within(30, "good messages", () -> states.received() >= 20);
        assertTrue(liar.output().contains("broken: " + states.malformed() + "\n"), liar.output());
        assertEquals(1, connections(liar));
    }

    @Test
    void afterAMessageThatIsTooLongARobotIsConnectedToAnewAndHeard() throws Exception {
        RosProcess liar = graph.python("liar.py", "long");
        Eventually.within(30, "good messages", () -> states.received() >= 20);
        assertEquals(1, states.malformed());
        assertEquals(1, states.numberOfPublishers());
        assertEquals(2, connections(liar));
    }

    private static long connections(RosProcess liar) throws Exception {
        return liar.output().lines().filter("connected"::equals).count();
    }

    @Test
    void withoutAMasterTopicsGoOnAndTheNextMasterKnowsAll() throws Exception {
        node.newServiceServer("calibrate", StdSrvs.EMPTY, request -> new EmptyResponse());
        RosProcess robot = robot();
        assertTrue(node.masterAnswers());
        graph.master().kill();
        Eventually.within(5, "the master is missed", () -> !node.masterAnswers());
        Eventually.within(0.5, "messages flow", () -> age() < 0.1);
        graph.restartMaster();
        // rospy does not register again; our node does, in every role.
        Eventually.within(
                2,
                "registered again",
                () -> Set.of("/agent").equals(node.graph().publishers().get("/command"))
                        && Set.of("/agent").equals(node.graph().subscribers().get("/joint_states"))
                        && Set.of("/agent").equals(node.graph().services().get("/calibrate")));
        Eventually.within(5, "the master answers", () -> node.masterAnswers());
        // The new master knows no publisher of the states, but we have not let go of it.
        assertFalse(node.graph().publishers().containsKey("/joint_states"));
        Eventually.within(0.5, "messages flow", () -> age() < 0.1);
        robot.kill();
        robot();
    }

    @Test
    void aMasterThatIsBackBeforeItWasMissedIsNoticed() throws Exception {
        graph.master().kill();
        graph.restartMaster();
        Eventually.within(
                2,
                "registered again",
                () -> Set.of("/agent").equals(node.graph().publishers().get("/command")));
    }

    @Test
    void aRospyNodeThatTakesOurNameSendsUsAwayAndTheRobotHearsUsUntilWeClose() throws Exception {
        robot();
        BlockingQueue<Double> speeds = new LinkedBlockingQueue<>();
        node.newSubscriber("joint_states", JointState.TYPE, (state, nanos) -> speeds.add(state.velocity()[0]));
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();
        node.onShutdown(orders::add);
        RosProcess usurper = graph.python("arm.py", "__name:=agent").awaitOutput("ready");
        String reason = orders.poll((long) SOON, TimeUnit.SECONDS);
        assertTrue(String.valueOf(reason).contains("name"), reason);
        // Again and again, as a driver does.
        Eventually.within(SOON, "the robot moves as told", () -> {
            commands.publish(new Float64MultiArray(0.5, 0.5));
            return speeds.contains(0.5);
        });
        node.close();
        assertEquals(Set.of("/agent", "/arm"), node.graph().publishers().get("/joint_states"));
        assertTrue(usurper.isAlive());
    }

    @Test
    void weSendARospyNodeAwayWhoseNameWeTake() throws Exception {
        RosProcess robot = robot();
        try (RosNode taker = new TcprosTransport().open(NodeConfiguration.local("arm", graph.uri()))) {
            taker.newPublisher("x", Float64MultiArray.TYPE, PublisherOptions.NEWEST);
            Eventually.within(SOON, "the other has gone", () -> !robot.isAlive());
        }
    }
}
