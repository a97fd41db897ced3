package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.GeometryMsgs.Point;
import dev.reprise.envs.ros.msg.GeometryMsgs.Pose;
import dev.reprise.envs.ros.msg.GeometryMsgs.PoseStamped;
import dev.reprise.envs.ros.msg.GeometryMsgs.Quaternion;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Pacing;
import java.util.List;
import org.junit.jupiter.api.Test;

class RobotSensorsTest {
    private static final RobotShape SHAPE =
            new RobotShape(CommandKind.VELOCITY, List.of("elbow"), List.of("elbow"), List.of("tool_pose"));

    /** Readings may be old, but must be of one moment. */
    private static RobotConfig config(LocalMaster master) {
        RobotConfig plain = RobotOnGraph.config(
                new PlanarSuite.Easy(),
                master.uri(),
                Pacing.REALTIME,
                Commands.GROUP,
                RobotConfig.ResetKind.TRIGGER,
                false);
        return RobotOnGraph.with(plain, plain.reset(), new RobotConfig.Waits(10, 2, 60, 0.2, 30));
    }

    @Test
    void readingsThatWereReceivedFarApartAreNoState() throws Exception {
        try (LocalMaster master = new LocalMaster(0);
                RosNode ours = new TcprosTransport().open(NodeConfiguration.local("agent", master.uri()));
                RosNode theirs = new TcprosTransport().open(NodeConfiguration.local("robot", master.uri()));
                RobotSensors sensors = new RobotSensors(ours, SHAPE, false, config(master))) {
            Publisher<JointState> joints =
                    theirs.newPublisher("joint_states", JointState.TYPE, PublisherOptions.NEWEST);
            Publisher<PoseStamped> poses = theirs.newPublisher("tool_pose", PoseStamped.TYPE, PublisherOptions.NEWEST);
            Eventually.within(5, "both are heard", sensors::connected);
            joints.publish(state(1));
            poses.publish(pose());
            Eventually.within(5, "both have come", () -> sensors.missing().isEmpty());
            assertEquals(0.3, sensors.newest().joints()[0], 1e-9);
            long start = System.nanoTime();
            // The pose stays where it is; the joints come on, in the end 0.2 s after it.
            Eventually.within(5, "they are too far apart", () -> {
                joints.publish(state(2 + (System.nanoTime() - start) * 1e-9));
                return !fault(sensors).isEmpty();
            });
            assertTrue(fault(sensors).contains("ms apart, at most 0.2 s are allowed"), fault(sensors));
            assertTrue((System.nanoTime() - start) * 1e-9 > 0.15, "not before");
            Eventually.within(5, "a new pose makes it a state again", () -> {
                poses.publish(pose());
                return fault(sensors).isEmpty();
            });
        }
    }

    private static String fault(RobotSensors sensors) {
        try {
            sensors.newest();
            return "";
        } catch (RobotFault e) {
            return e.reason();
        }
    }

    private static JointState state(double seconds) {
        return new JointState(
                new Header(RosTime.ofNanos((long) (seconds * 1e9)), ""),
                List.of("elbow"),
                new double[] {0.3},
                new double[0],
                new double[0]);
    }

    private static PoseStamped pose() {
        return new PoseStamped(
                new Header(RosTime.ofNanos(0), "base"), new Pose(new Point(0, 0, 0), new Quaternion(0, 0, 0, 1)));
    }
}
