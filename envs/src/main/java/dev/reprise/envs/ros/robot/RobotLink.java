package dev.reprise.envs.ros.robot;

import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.robot.ToolPlace;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.EmptyRequest;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerRequest;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.ros.safety.SafetyGate;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one robot, which the environments of a suite use in turn. A step sends a command and gives the state
 * one control period later: by the robot's clock in lockstep, by absolute deadlines of the wall's clock in real time.
 */
final class RobotLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RobotLink.class);
    private static final double HOMING_GAIN = 0.2;
    /** What a robot has latched comes as soon as it is connected. */
    private static final long SETTLING_NANOS = 100_000_000;

    private static final double MOMENT_SECONDS = 1e-3;

    private final RosNode node;
    private final RobotConfig config;
    private final RobotShape shape;
    private final boolean lockstep;
    private final long periodNanos;
    private final RobotSensors sensors;
    private final RobotDrive drive;
    private final Thread ending = new Thread(this::end, "robot-stop");
    private RobotState state = new RobotState(new double[0], new double[0][]);
    /** To the robot's publishers, when the episode began. */
    private long connections;

    private long due;
    private long overruns;
    private long steps;
    private double latenessSeconds;
    private @Nullable Object user;
    private boolean closed;
    /** Whether the last thing that was done went well, so that the robot is connected as it was. */
    private boolean settled;
    /** The JVM is going down; the robot stands and stays so. */
    private volatile boolean over;

    /**
     * Connects.
     *
     * @param node closed with this
     * @param mute commands are computed, and none is published
     * @throws RosException when the robot's topics are not there, or limits do not fit
     */
    RobotLink(RosNode node, RobotSuite suite, RobotConfig config, boolean mute) throws RosException {
        this.node = node;
        this.config = config;
        this.shape = suite.robot();
        this.lockstep = config.pacing() == Pacing.LOCKSTEP;
        double period = suite.specs().controlPeriodSeconds();
        this.periodNanos = Math.round(period * 1e9);
        Embodiment embodiment = suite.newEmbodiment();
        ToolPlace tool = embodiment.toolPlace().orElse(null);
        SafetyGate gate = new SafetyGate(config.safety().inOrder(shape.commanded()), period, tool);
        this.sensors = new RobotSensors(node, shape, lockstep, config);
        this.drive = new RobotDrive(
                node,
                gate,
                shape.kind(),
                config.commands().form(shape, period),
                period,
                !lockstep,
                mute,
                sensors::interrupt);
        if (!lockstep) {
            Runtime.getRuntime().addShutdownHook(ending);
        }
        try {
            awaitRobot(config.waits().connectSeconds());
        } catch (RobotFault e) {
            throw new RosException(e.reason(), e);
        }
        String otherPeriod = RosRobotSuite.otherPeriod(node, period);
        if (otherPeriod != null) {
            throw new RosException(otherPeriod);
        }
    }

    /** Waits until somebody publishes all topics and somebody listens. */
    private void awaitRobot(double seconds) throws RobotFault {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        while (!sensors.connected() || !drive.connected()) {
            String refusal = refusal();
            if (refusal != null) {
                throw new RobotFault("the robot is another one than the suite's: " + refusal);
            }
            if (System.nanoTime() > until) {
                String missing = sensors.connected() ? "" : sensors.missing() + "; ";
                String deaf = drive.connected() ? "" : "nobody listens to " + drive.commandTopic() + "; ";
                throw new RobotFault("the robot is not there: " + missing + deaf + "waited " + seconds
                        + " s; `reprise ros check` tells more");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Why the robot can never be understood, however long one waits; null when it can. */
    @Nullable
    String refusal() {
        String refusal = sensors.refusal();
        return refusal == null ? drive.refusal() : refusal;
    }

    /** Whether {@code one} was the last to reset the robot. */
    boolean usedBy(Object one) {
        return user == one;
    }

    /** Whether time stands still between steps. */
    boolean lockstep() {
        return lockstep;
    }

    /** Brings the robot to a start state. Returns the state there. */
    RobotState reset(Object newUser, TaskId task, long seed) throws RobotFault {
        user = newUser;
        String reason = drive.gate().stopped();
        if (reason != null) {
            throw new RobotFault(reason + "; when it is safe: rosservice call " + node.resolve(RobotDrive.CLEAR));
        }
        drive.checkAllowed();
        if (!lockstep) {
            drive.stop();
        }
        drive.letGo();
        long until = System.nanoTime() + (long) (config.reset().seconds() * 1e9);
        awaitRobot(config.reset().seconds());
        if (lockstep && !settled) {
            // It may have been started anew, and what it tells by itself then is not of this reset.
            LockSupport.parkNanos(SETTLING_NANOS);
        }
        settled = false;
        connections = sensors.connections();
        sensors.forget();
        long asked = System.nanoTime();
        try {
            node.parameters().set("episode/task", task.name());
            node.parameters().set("episode/seed", Long.toString(seed));
            call(left(until));
        } catch (RosException e) {
            throw new RobotFault("the robot could not be reset: " + e.getMessage(), e);
        }
        long since = lockstep ? asked : System.nanoTime() + periodNanos;
        state = sensors.first(() -> since, lockstep, left(until));
        drive.start(commanded(state));
        if (config.reset().kind() == RobotConfig.ResetKind.HOME) {
            home(until);
        }
        due = System.nanoTime();
        settled = true;
        return state;
    }

    /** Seconds until then, a little where it is over: what is there already is taken. */
    private static double left(long until) {
        return Math.max(MOMENT_SECONDS, (until - System.nanoTime()) * 1e-9);
    }

    private void call(double seconds) throws RosException, RobotFault {
        Duration patience = Duration.ofNanos((long) (seconds * 1e9));
        String service = String.valueOf(config.reset().service());
        switch (config.reset().kind()) {
            case TRIGGER -> {
                try (var client = node.newServiceClient(service, StdSrvs.TRIGGER)) {
                    TriggerResponse answer = client.call(new TriggerRequest(), patience);
                    if (!answer.success()) {
                        throw new RobotFault("the robot refused to reset: " + answer.message());
                    }
                }
            }
            case EMPTY -> {
                try (var client = node.newServiceClient(service, StdSrvs.EMPTY)) {
                    client.call(new EmptyRequest(), patience);
                }
            }
            case HOME -> {}
        }
    }

    private void home(long until) throws RobotFault {
        List<Double> home = config.reset().home();
        Double tolerance = config.reset().tolerance();
        if (home == null
                || tolerance == null
                || home.size() != shape.commanded().size()) {
            throw new RobotFault("home must name one position for each of " + shape.commanded());
        }
        due = System.nanoTime();
        while (true) {
            double[] at = commanded(state);
            double[] wanted = new double[at.length];
            double farthest = 0;
            double[] from = shape.kind() == CommandKind.POSITION ? drive.gate().present() : at;
            for (int i = 0; i < at.length; i++) {
                farthest = Math.max(farthest, Math.abs(home.get(i) - at[i]));
                double way = HOMING_GAIN * (home.get(i) - from[i]);
                wanted[i] = shape.kind() == CommandKind.POSITION ? from[i] + way : way / (periodNanos * 1e-9);
            }
            if (farthest <= tolerance) {
                step(shape.kind() == CommandKind.POSITION ? from : new double[at.length]);
                return;
            }
            if (System.nanoTime() > until) {
                throw new RobotFault("the robot did not come home within "
                        + config.reset().seconds() + " s: a joint is " + farthest + " away");
            }
            step(wanted);
        }
    }

    /** Takes the robot as it stands, without a reset. Returns its state. */
    RobotState attach(Object newUser) throws RobotFault {
        user = newUser;
        drive.checkAllowed();
        awaitRobot(config.waits().connectSeconds());
        connections = sensors.connections();
        sensors.forget();
        long since = System.nanoTime();
        state = sensors.first(() -> since, lockstep, config.waits().connectSeconds());
        drive.start(commanded(state));
        due = System.nanoTime();
        return state;
    }

    /** Commands the joints; returns the state one control period later. */
    RobotState step(double[] wanted) throws RobotFault {
        steps++;
        checkSame();
        if (lockstep) {
            settled = false;
            drive.send(wanted, commanded(state));
            state = sensors.next(periodNanos);
            settled = true;
            return state;
        }
        // What came before the command counts: an emergency stop, a pause in which the robot was stopped, and where the
        // robot has gone while the learner thought.
        drive.send(wanted, commanded(sensors.newest()));
        due += periodNanos;
        long late = System.nanoTime() - due;
        if (late > 0) {
            overruns++;
            due += late;
        }
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
        latenessSeconds = -left * 1e-9;
        checkSame();
        state = sensors.newest();
        return state;
    }

    /**
     * What nobody has heard was not done, even where readings still come; and a robot that was started anew, however
     * quickly, is not in the midst of an episode.
     */
    private void checkSame() throws RobotFault {
        if (sensors.connections() != connections) {
            throw new RobotFault("the robot's topics are published anew: it may have been started again");
        }
        if (!drive.connected()) {
            throw new RobotFault("nobody listens to " + drive.commandTopic() + " any more");
        }
    }

    /** Ends an episode: in real time the robot stands still until the next one. */
    void rest() {
        if (!lockstep) {
            drive.stop();
            drive.letGo();
        }
    }

    /** Steps that could not be begun in time. */
    long overruns() {
        return overruns;
    }

    /** By how much the last step ended after its deadline, s. */
    double latenessSeconds() {
        return latenessSeconds;
    }

    /** Of the oldest of the newest messages, s. */
    double age() {
        return sensors.age();
    }

    double[] sent() {
        return drive.sent();
    }

    SafetyGate gate() {
        return drive.gate();
    }

    RosNode node() {
        return node;
    }

    private double[] commanded(RobotState now) {
        double[] positions = new double[shape.commanded().size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = now.joints()[shape.sensor(i)];
        }
        return positions;
    }

    /** Says, where there is something to say, how often the robot was not driven as was wanted. */
    void tell() {
        if (overruns > 0 || gate().clipped() > 0) {
            LOG.warn(
                    "of {} control periods {} were overrun, and {} commands were changed by the limits",
                    steps,
                    overruns,
                    gate().clipped());
        }
    }

    /** Whether the program is ending, so that the robot will not move again however long one waits. */
    boolean over() {
        return over;
    }

    private void end() {
        over = true;
        drive.close();
        sensors.interrupt("the program is ending");
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        drive.close();
        sensors.close();
        node.close();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // The hook has done its work already.
        }
    }
}
