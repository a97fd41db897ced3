package dev.reprise.envs.ros.robot;

import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds joints in messages by their names: the order of a message's joints is the sender's own and may change. */
final class JointOrder {
    private final List<String> wanted;
    private final int[] places;
    /** Names of the last message that had all; null before. */
    private @Nullable List<String> known;

    JointOrder(List<String> wanted) {
        this.wanted = List.copyOf(wanted);
        this.places = new int[wanted.size()];
    }

    /** Whether a message tells of any of the joints; other parts of a robot may share the topic. */
    boolean concerns(JointState message) {
        return message.name().equals(known) || message.name().stream().anyMatch(wanted::contains);
    }

    /** Positions of the joints, in the wanted order; finite. */
    double[] positions(JointState message) throws RobotFault {
        if (!message.name().equals(known)) {
            learn(message.name());
        }
        double[] sent = message.position();
        if (sent.length != message.name().size()) {
            throw new RobotFault("joint_states has " + message.name().size() + " names and " + sent.length
                    + " positions; each joint needs one");
        }
        double[] positions = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            positions[i] = sent[places[i]];
            if (!Double.isFinite(positions[i])) {
                throw new RobotFault("the position of joint '" + wanted.get(i) + "' is " + positions[i]);
            }
        }
        return positions;
    }

    private void learn(List<String> names) throws RobotFault {
        for (int i = 0; i < places.length; i++) {
            places[i] = names.indexOf(wanted.get(i));
            if (places[i] < 0) {
                known = null;
                throw new RobotFault("joint_states has no joint '" + wanted.get(i) + "', only " + names);
            }
        }
        known = List.copyOf(names);
    }
}
