package dev.reprise.envs.ros.robot;

import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.ros.msg.GeometryMsgs.Point;
import dev.reprise.envs.ros.msg.GeometryMsgs.Pose;
import dev.reprise.envs.ros.msg.GeometryMsgs.PoseStamped;
import dev.reprise.envs.ros.msg.GeometryMsgs.Quaternion;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.RosgraphMsgs.Clock;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a simulated robot tells, with the faults it is told to have. */
final class RobotVoice {
    private static final double[] NONE = {};

    private final List<String> joints;
    private final Publisher<JointState> jointStates;
    private final List<Publisher<PoseStamped>> poses = new ArrayList<>();
    private final @Nullable Publisher<Clock> clock;
    private RobotFaults fault = RobotFaults.NONE;
    private long told;

    /** @param lockstep the last state waits for whoever comes later, and the time is told after it */
    RobotVoice(RosNode node, List<String> joints, List<String> poses, boolean lockstep) throws RosException {
        this.joints = List.copyOf(joints);
        PublisherOptions options = lockstep ? PublisherOptions.LATCHED : PublisherOptions.NEWEST;
        this.jointStates = node.newPublisher(RobotSensors.JOINT_STATES, JointState.TYPE, options);
        for (String pose : poses) {
            this.poses.add(node.newPublisher(pose, PoseStamped.TYPE, options));
        }
        this.clock = lockstep ? node.newPublisher(RobotSensors.CLOCK, Clock.TYPE, options) : null;
    }

    RobotFaults fault() {
        return fault;
    }

    void fault(RobotFaults now) {
        fault = now;
    }

    void tell(RobotState state, long timeNanos) {
        told++;
        if (fault == RobotFaults.FREEZE || (fault == RobotFaults.DROP && told % 2 == 0)) {
            return;
        }
        Header header = new Header(RosTime.ofNanos(timeNanos), "base");
        for (int i = 0; i < poses.size(); i++) {
            double[] at = state.poses()[i];
            poses.get(i)
                    .publish(new PoseStamped(
                            header,
                            new Pose(new Point(at[0], at[1], at[2]), new Quaternion(at[4], at[5], at[6], at[3]))));
        }
        jointStates.publish(jointState(header, state.joints()));
        if (clock != null) {
            clock.publish(new Clock(header.stamp()));
        }
    }

    private JointState jointState(Header header, double[] at) {
        List<String> names = new ArrayList<>(joints);
        List<Double> positions = new ArrayList<>();
        for (double each : at) {
            positions.add(each);
        }
        switch (fault) {
            case NAN -> positions.set(0, Double.NaN);
            case MISSING -> {
                names.remove(0);
                positions.remove(0);
            }
            case SHUFFLE -> {
                int turn = (int) (told % names.size());
                Collections.rotate(names, turn);
                Collections.rotate(positions, turn);
            }
            default -> {}
        }
        double[] told = positions.stream().mapToDouble(each -> each).toArray();
        return new JointState(header, names, told, NONE, NONE);
    }
}
