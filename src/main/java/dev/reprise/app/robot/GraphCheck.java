package dev.reprise.app.robot;

import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.ros.command.CommandForm;
import dev.reprise.envs.ros.msg.GeometryMsgs.PoseStamped;
import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.msg.RosgraphMsgs.Clock;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Bool;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.robot.Poses;
import dev.reprise.envs.ros.robot.RobotConfig;
import dev.reprise.envs.ros.robot.RosRobotSuite;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.ServiceClient;
import dev.reprise.envs.spec.Pacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What a suite's tasks need of a robot, held against a graph. It listens and commands nothing. */
public final class GraphCheck {
    /** For a service that is offered and does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RosNode node;
    private final RobotConfig config;
    private final double seconds;
    private final List<Finding> findings = new ArrayList<>();

    /** One thing that is needed. */
    public record Finding(boolean fine, String text) {}

    private GraphCheck(RosNode node, RobotConfig config, double seconds) {
        this.node = node;
        this.config = config;
        this.seconds = seconds;
    }

    /**
     * Checks a graph.
     *
     * @param node under the robot's names
     * @param seconds to listen for
     * @throws RosException when the master does not answer
     */
    public static List<Finding> of(RosNode node, RosRobotSuite suite, RobotConfig config, double seconds)
            throws RosException {
        GraphCheck check = new GraphCheck(node, config, seconds);
        RobotShape shape = suite.robot();
        boolean lockstep = config.pacing() == Pacing.LOCKSTEP;
        boolean states = check.type("joint_states", JointState.TYPE.name(), true);
        List<String> poses = new ArrayList<>();
        for (String pose : shape.poses()) {
            if (check.type(pose, PoseStamped.TYPE.name(), true)) {
                poses.add(pose);
            }
        }
        if (lockstep) {
            check.type("/clock", Clock.TYPE.name(), true);
        }
        CommandForm<?> commands = suite.commands();
        check.type(commands.topic(), commands.type().name(), false);
        check.safety();
        String reset = String.valueOf(config.reset().service());
        switch (config.reset().kind()) {
            case TRIGGER -> check.service(reset, StdSrvs.TRIGGER);
            case EMPTY -> check.service(reset, StdSrvs.EMPTY);
            case HOME -> {}
        }
        double period = suite.specs().controlPeriodSeconds();
        String otherPeriod = RosRobotSuite.otherPeriod(node, period);
        if (otherPeriod != null) {
            check.note(false, otherPeriod);
        }
        if (states) {
            check.listen(shape, poses, lockstep, period);
        }
        return check.findings;
    }

    private boolean type(String topic, String type, boolean published) throws RosException {
        String name = node.resolve(topic);
        boolean there = (published ? node.graph().publishers() : node.graph().subscribers()).containsKey(name);
        String known = node.graph().topics().get(name);
        boolean typed = type.equals(known) || (!published && "*".equals(known));
        String who = published ? "is published" : "is listened to";
        if (!there) {
            note(false, name + " " + who + " by nobody; it must be " + type);
        } else {
            note(typed, name + " " + who + " as " + known + (typed ? "" : "; it must be " + type));
        }
        return there && typed;
    }

    /** Nothing but their type is asked of topics on which nobody needs to publish. */
    private void safety() throws RosException {
        for (String topic : List.of(RosRobotSuite.STOP_BUTTON, RosRobotSuite.ENABLE_SWITCH)) {
            String name = node.resolve(topic);
            boolean needed =
                    topic.equals(RosRobotSuite.ENABLE_SWITCH) && config.safety().requireEnable();
            if (needed || node.graph().publishers().containsKey(name)) {
                type(topic, Bool.TYPE.name(), true);
            } else if (topic.equals(RosRobotSuite.STOP_BUTTON)) {
                note(true, name + " is published by nobody: there is no stop button on this graph");
            }
        }
    }

    private void service(String service, RosServiceType<?, ?> type) {
        String name = node.resolve(service);
        try (ServiceClient<?, ?> client = node.newServiceClient(service, type)) {
            client.check(PATIENCE);
            note(true, "service " + name + " is offered as " + type.name());
        } catch (RosException e) {
            note(false, "service " + e.getMessage() + "; it must be " + type.name());
        }
    }

    private void listen(RobotShape shape, List<String> poses, boolean lockstep, double period) throws RosException {
        Set<String> joints = ConcurrentHashMap.newKeySet();
        AtomicLong count = new AtomicLong();
        Map<String, PoseStamped> places = new ConcurrentHashMap<>();
        Map<String, Long> counts = new ConcurrentHashMap<>();
        for (String pose : poses) {
            // Until the node is closed, as this check ends.
            counts.put(pose, 0L);
            node.newSubscriber(pose, PoseStamped.TYPE, (message, received) -> {
                places.put(pose, message);
                counts.merge(pose, 1L, Long::sum);
            });
        }
        try (var subscriber = node.newSubscriber("joint_states", JointState.TYPE, (message, received) -> {
            joints.addAll(message.name());
            count.incrementAndGet();
        })) {
            long until = System.nanoTime() + (long) (seconds * 1e9);
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(20_000_000);
            }
            if (subscriber.malformed() > 0) {
                note(false, subscriber.malformed() + " messages on " + subscriber.topic() + " were malformed");
            }
            if (count.get() == 0) {
                note(
                        lockstep,
                        lockstep
                                ? "no joint states yet: in lockstep they come with the first reset"
                                : "no joint states came within " + seconds + " s");
                return;
            }
        }
        for (String joint : shape.sensed()) {
            note(
                    joints.contains(joint),
                    "joint '" + joint + "'" + (joints.contains(joint) ? "" : "; there are " + joints));
        }
        places.forEach((pose, place) -> {
            String wrong = Poses.wrong(place, config.frame());
            if (wrong != null) {
                note(false, "the pose on " + node.resolve(pose) + " " + wrong);
            }
        });
        if (!lockstep) {
            double least = Math.max(1 / period, 1 / config.waits().maxAgeSeconds());
            rate("joint states", count.get() / seconds, least);
            counts.forEach((pose, messages) -> rate(node.resolve(pose), messages / seconds, least));
        }
    }

    private void rate(String what, double rate, double least) {
        note(
                rate >= 0.9 * least,
                String.format(Locale.ROOT, "%s at %.1f Hz, at least %.1f are needed", what, rate, least));
    }

    private void note(boolean fine, String text) {
        findings.add(new Finding(fine, text));
    }
}
