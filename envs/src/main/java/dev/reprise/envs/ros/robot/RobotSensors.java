package dev.reprise.envs.ros.robot;

import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.ros.msg.GeometryMsgs.Point;
import dev.reprise.envs.ros.msg.GeometryMsgs.PoseStamped;
import dev.reprise.envs.ros.msg.GeometryMsgs.Quaternion;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosgraphMsgs.Clock;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a robot's topics say: the newest message of each, by the time at which it was received. Every wait has an end.
 */
final class RobotSensors implements AutoCloseable {
    static final String JOINT_STATES = "joint_states";
    static final String CLOCK = "/clock";

    private static final long GLANCE_MILLIS = 20;

    private final Object lock = new Object();
    private final JointOrder joints;
    private final Inbox<JointState> jointStates;
    private final List<Inbox<PoseStamped>> poses = new ArrayList<>();
    private final List<Inbox<?>> all = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final RobotConfig.Waits waits;
    private final @Nullable String frame;
    private long lastStamp = -1;
    private @Nullable String interruption;

    /** @param clock whether {@code /clock} is one of the topics */
    RobotSensors(RosNode node, RobotShape shape, boolean clock, RobotConfig config) throws RosException {
        this.joints = new JointOrder(shape.sensed());
        this.waits = config.waits();
        this.frame = config.frame();
        this.jointStates = listen(
                node,
                JOINT_STATES,
                JointState.TYPE,
                joints::concerns,
                m -> m.header().stamp().toNanos());
        for (String pose : shape.poses()) {
            poses.add(listen(
                    node,
                    pose,
                    PoseStamped.TYPE,
                    m -> true,
                    m -> m.header().stamp().toNanos()));
        }
        if (clock) {
            listen(node, CLOCK, Clock.TYPE, m -> true, m -> m.clock().toNanos());
        }
    }

    private <T> Inbox<T> listen(
            RosNode node, String topic, RosMessageType<T> type, Predicate<T> concerns, ToLongFunction<T> stamp)
            throws RosException {
        Inbox<T> inbox = new Inbox<>(node.resolve(topic), lock, concerns, stamp);
        subscribers.add(node.newSubscriber(topic, type, inbox));
        all.add(inbox);
        return inbox;
    }

    /** Frees whoever waits, and whoever will, until {@link #forget}: the robot was stopped. */
    void interrupt(String reason) {
        synchronized (lock) {
            interruption = reason;
            lock.notifyAll();
        }
    }

    /** Forgets all messages and interruptions: an episode begins. */
    void forget() {
        synchronized (lock) {
            interruption = null;
            lastStamp = -1;
            all.forEach(Inbox::forget);
        }
    }

    /** Whether somebody publishes each topic. */
    boolean connected() {
        return subscribers.stream().allMatch(subscriber -> subscriber.numberOfPublishers() > 0);
    }

    /** Connections that were made so far: when there are more of them, somebody else may be telling. */
    long connections() {
        return subscribers.stream().mapToLong(Subscriber::connections).sum();
    }

    /** Why a topic can never be understood, with both types; null when all can. */
    @Nullable
    String refusal() {
        for (Subscriber subscriber : subscribers) {
            String refusal = subscriber.refusal();
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** What is missing, in one sentence. */
    String missing() {
        synchronized (lock) {
            List<String> lacks = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                Subscriber subscriber = subscribers.get(i);
                String refusal = subscriber.refusal();
                if (refusal != null) {
                    lacks.add(refusal);
                } else if (subscriber.numberOfPublishers() == 0) {
                    lacks.add("nobody publishes " + subscriber.topic());
                } else if (all.get(i).newest() == null) {
                    lacks.add("nothing came on " + subscriber.topic());
                }
            }
            return String.join("; ", lacks);
        }
    }

    /**
     * The first state of an episode: everything was received at {@code since} or later, and in lockstep is of one time.
     */
    RobotState first(LongSupplier since, boolean sameStamp, double seconds) throws RobotFault {
        return await(
                () -> all.stream().allMatch(box -> box.since(since.getAsLong())) && (!sameStamp || oneStamp()),
                seconds,
                "no state came within " + seconds + " s of the reset");
    }

    private boolean oneStamp() {
        return all.stream().mapToLong(Inbox::stampNanos).distinct().count() == 1;
    }

    /**
     * In lockstep, the state one control period after the last one.
     *
     * @param periodNanos by which the robot's clock must have gone on
     */
    RobotState next(long periodNanos) throws RobotFault {
        long before = lastStamp;
        long due = before + periodNanos;
        RobotState state = await(
                () -> {
                    for (Inbox<?> box : all) {
                        long stamp = box.stampNanos();
                        if (stamp != before && stamp != due) {
                            throw new RobotFault(otherTime(box.topic(), before, stamp, periodNanos));
                        }
                    }
                    return all.stream().allMatch(box -> box.stampNanos() == due);
                },
                waits.answerSeconds(),
                "the robot did not answer a command within " + waits.answerSeconds() + " s");
        lastStamp = due;
        return state;
    }

    private static String otherTime(String topic, long before, long now, long period) {
        if (now < before) {
            return "the time on " + topic + " jumped back from " + before * 1e-9 + " s to " + now * 1e-9 + " s";
        }
        return "the time on " + topic + " went on by " + (now - before) * 1e-9 + " s, a control period is "
                + period * 1e-9 + " s";
    }

    /** In real time, the newest state, if it is fresh. */
    RobotState newest() throws RobotFault {
        synchronized (lock) {
            check();
            long now = System.nanoTime();
            long oldest = Long.MAX_VALUE;
            long youngest = Long.MIN_VALUE;
            for (Inbox<?> box : all) {
                long age = now - box.receivedNanos();
                if (box.newest() == null || age > waits.maxAgeSeconds() * 1e9) {
                    throw new RobotFault("the last message on " + box.topic() + " is "
                            + (box.newest() == null ? "missing" : TimeUnit.NANOSECONDS.toMillis(age) + " ms old")
                            + ", at most " + waits.maxAgeSeconds() + " s are allowed");
                }
                oldest = Math.min(oldest, box.receivedNanos());
                youngest = Math.max(youngest, box.receivedNanos());
            }
            if (youngest - oldest > waits.maxSkewSeconds() * 1e9) {
                throw new RobotFault("the robot's topics lie " + TimeUnit.NANOSECONDS.toMillis(youngest - oldest)
                        + " ms apart, at most " + waits.maxSkewSeconds() + " s are allowed");
            }
            long stamp = jointStates.stampNanos();
            if (stamp < lastStamp) {
                throw new RobotFault(otherTime(jointStates.topic(), lastStamp, stamp, 0));
            }
            lastStamp = stamp;
            return read();
        }
    }

    /** The robot's time of the last state that was given, by the stamp of its joint states, s. */
    double stampSeconds() {
        synchronized (lock) {
            return lastStamp * 1e-9;
        }
    }

    /** Seconds since the oldest of the newest messages was received. */
    double age() {
        synchronized (lock) {
            long now = System.nanoTime();
            return all.stream()
                            .mapToLong(box -> now - box.receivedNanos())
                            .max()
                            .orElse(0)
                    * 1e-9;
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws RobotFault;
    }

    private RobotState await(Condition condition, double seconds, String otherwise) throws RobotFault {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        synchronized (lock) {
            while (true) {
                check();
                if (condition.holds()) {
                    lastStamp = jointStates.stampNanos();
                    return read();
                }
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0 || !connected()) {
                    String missing = missing();
                    throw new RobotFault(left <= 0 ? otherwise + (missing.isEmpty() ? "" : ": " + missing) : missing);
                }
                try {
                    lock.wait(Math.min(left, GLANCE_MILLIS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RobotFault("interrupted while the robot was awaited", e);
                }
            }
        }
    }

    private void check() throws RobotFault {
        String reason = interruption;
        if (reason != null) {
            throw new RobotFault(reason);
        }
    }

    private RobotState read() throws RobotFault {
        JointState message = jointStates.newest();
        if (message == null) {
            throw new RobotFault("nothing came on " + jointStates.topic());
        }
        double[][] places = new double[poses.size()][];
        for (int i = 0; i < places.length; i++) {
            PoseStamped pose = poses.get(i).newest();
            if (pose == null) {
                throw new RobotFault("nothing came on " + poses.get(i).topic());
            }
            String wrong = Poses.wrong(pose, frame);
            if (wrong != null) {
                throw new RobotFault("the pose on " + poses.get(i).topic() + " " + wrong);
            }
            Point at = pose.pose().position();
            Quaternion turn = pose.pose().orientation();
            places[i] = new double[] {at.x(), at.y(), at.z(), turn.w(), turn.x(), turn.y(), turn.z()};
        }
        return new RobotState(joints.positions(message), places);
    }

    @Override
    public void close() {
        subscribers.forEach(Subscriber::close);
    }
}
