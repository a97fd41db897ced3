package dev.reprise.envs.ros.safety;

import dev.reprise.envs.robot.ToolPlace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every command to a robot passes here. What comes out is finite, within the limits of position, velocity and
 * acceleration of each joint, and leaves room to brake before each limit and before the walls of the workspace; after an
 * emergency stop, without the enable switch, or before {@link #start}, only stops come out.
 *
 * <p>A stop (zero velocity) is given at once: the drives brake as hard as they can. The workspace is checked where the
 * tool is at the ends of control periods, on the way that braking would take it. Safe for use by several threads.
 */
public final class SafetyGate {
    /** A tool that is measured so far outside of its workspace has not gone where it was sent; metres. */
    private static final double STRAYED = 0.01;

    private static final double MOST_PERIODS = 10_000;

    private final SafetyLimits limits;
    private final double period;
    private final @Nullable ToolPlace tool;
    private final JointGovernor[] governors;
    private final double[] position;
    private final double[] velocity;
    private boolean started;
    private boolean enabled;
    private @Nullable String stopped;
    private long lastCommandNanos;
    private boolean moving;
    private long clipped;
    private long refused;

    /**
     * A gate that is shut until {@link #start}.
     *
     * @param limits in the order of the commanded joints
     * @param periodSeconds between two commands
     * @param tool needed exactly when there is a workspace; null for none
     * @throws IllegalArgumentException when limits, rate and kinematics do not fit together
     */
    public SafetyGate(SafetyLimits limits, double periodSeconds, @Nullable ToolPlace tool) {
        if (limits.workspace() != null && tool == null) {
            throw new IllegalArgumentException(
                    "a workspace is given, but nothing tells where the tool of this robot is; leave the workspace out");
        }
        this.limits = limits;
        this.period = periodSeconds;
        this.tool = tool;
        this.governors = limits.joints().stream()
                .map(joint -> new JointGovernor(joint, periodSeconds))
                .toArray(JointGovernor[]::new);
        for (int i = 0; i < governors.length; i++) {
            if (governors[i].periodsToRest() > MOST_PERIODS) {
                throw new IllegalArgumentException(
                        "joint '" + limits.joints().get(i).name() + "' would need more than " + MOST_PERIODS
                                + " control periods to brake: its acceleration is too small");
            }
        }
        this.position = new double[governors.length];
        this.velocity = new double[governors.length];
        this.enabled = !limits.requireEnable();
    }

    /** Number of commanded joints. */
    public int size() {
        return governors.length;
    }

    /**
     * Opens the gate with the robot at rest at these positions. An emergency stop stays.
     *
     * @throws IllegalArgumentException when a joint or the tool is outside of its limits
     */
    public synchronized void start(double[] positions) {
        for (int i = 0; i < governors.length; i++) {
            JointLimits joint = limits.joints().get(i);
            Double lower = joint.lower();
            Double upper = joint.upper();
            boolean within = lower == null || upper == null || (positions[i] >= lower && positions[i] <= upper);
            if (!Double.isFinite(positions[i]) || !within) {
                throw new IllegalArgumentException("joint '" + joint.name() + "' is at " + positions[i]
                        + ", outside of its limits [" + lower + ", " + upper + "]; bring it inside first");
            }
        }
        double outside = outside(positions);
        if (outside > STRAYED) {
            throw new IllegalArgumentException(
                    "the tool is " + outside + " m outside of its workspace; bring it inside first");
        }
        System.arraycopy(positions, 0, position, 0, position.length);
        zero();
        started = true;
    }

    /**
     * Looks at where the robot really is: a tool outside of its workspace, or a position that is not a number, is an
     * emergency stop. The gate goes on from where it sent the joints, as is right for a robot that is commanded positions.
     */
    public synchronized void look(double[] measured) {
        if (!finite(measured)) {
            emergencyStop("a joint's position is not a number");
        } else if (outside(measured) > STRAYED) {
            emergencyStop("the tool has left its workspace");
        }
    }

    /** As {@link #look}, and room is counted from there: for a robot that is commanded velocities. */
    public synchronized void measured(double[] positions) {
        look(positions);
        if (finite(positions)) {
            System.arraycopy(positions, 0, position, 0, position.length);
        }
    }

    /**
     * The permitted velocities nearest to the wanted ones, joint by joint.
     *
     * @param wanted per second; anything, not-a-number and infinite included, which makes the robot brake
     * @param nowNanos of a monotonic clock
     */
    public synchronized double[] velocities(double[] wanted, long nowNanos) {
        lastCommandNanos = nowNanos;
        if (shut()) {
            zero();
            return new double[velocity.length];
        }
        boolean finite = finite(wanted);
        refused += finite ? 0 : 1;
        double[] next = new double[velocity.length];
        boolean changed = false;
        for (int i = 0; i < next.length; i++) {
            next[i] = governors[i].nearest(finite ? wanted[i] : 0, position[i], velocity[i]);
            changed |= next[i] != wanted[i];
        }
        if (!staysInside(next)) {
            changed = true;
            brake(velocity, next);
        }
        clipped += finite && changed ? 1 : 0;
        advance(next);
        return next;
    }

    /**
     * As {@link #velocities}, for robots that are commanded positions: where to send each joint for the end of the
     * coming period.
     */
    public synchronized double[] positions(double[] wanted, long nowNanos) {
        double[] speeds = new double[velocity.length];
        double[] before = position.clone();
        for (int i = 0; i < speeds.length; i++) {
            speeds[i] = (wanted[i] - before[i]) / period;
        }
        double[] permitted = velocities(speeds, nowNanos);
        for (int i = 0; i < speeds.length; i++) {
            if (permitted[i] == speeds[i] && !shut()) {
                // As it was wanted, to the bit.
                position[i] = wanted[i];
            }
        }
        return position.clone();
    }

    /** Where the joints are, as far as the gate knows: sent there, or measured. */
    public synchronized double[] present() {
        return position.clone();
    }

    /** Whether it knows where the joints are: from {@link #start} on, until {@link #clear} or {@link #forget}. */
    public synchronized boolean started() {
        return started;
    }

    /** Notes that the robot was told to stand still. */
    public synchronized void halt() {
        zero();
    }

    /** After so many nanoseconds without a command a moving robot is stopped. */
    public long watchdogNanos() {
        return (long) (limits.watchdogSeconds() * 1e9);
    }

    /** The enable switch counts as released so many nanoseconds after it was last told held. */
    public long enableNanos() {
        Double seconds = limits.enableSeconds();
        return seconds == null ? Long.MAX_VALUE : (long) (seconds * 1e9);
    }

    /** Shuts the gate until {@link #clear}; the first reason is kept. */
    public synchronized void emergencyStop(String reason) {
        stopped = stopped == null ? reason : stopped;
        zero();
    }

    /**
     * Ends an emergency stop, if there is one: somebody has asked for it. The gate then stays shut until the next
     * {@link #start}.
     */
    public synchronized void clear() {
        if (stopped != null) {
            stopped = null;
            forget();
        }
    }

    /**
     * Notes that the robot may be moved by others from now on, its own reset or a person, so that nobody knows where it
     * is: the gate is shut until the next {@link #start}.
     */
    public synchronized void forget() {
        zero();
        started = false;
    }

    /** Why there is an emergency stop; null when there is none. */
    public synchronized @Nullable String stopped() {
        return stopped;
    }

    /** The enable switch: while it is not held, only stops come out. Without effect where none is required. */
    public synchronized void enable(boolean held) {
        enabled = held || !limits.requireEnable();
    }

    /** Whether the enable switch is held, or none is required. */
    public synchronized boolean enabled() {
        return enabled;
    }

    /**
     * Whether the robot was told to move and then nothing for longer than the watchdog allows: it must be stopped. From
     * then on the gate knows it at rest.
     */
    public synchronized boolean overdue(long nowNanos) {
        boolean late = moving && nowNanos - lastCommandNanos > watchdogNanos();
        if (late) {
            zero();
        }
        return late;
    }

    /** Commands that were changed to keep the limits. */
    public synchronized long clipped() {
        return clipped;
    }

    /** Commands that were not finite. */
    public synchronized long refused() {
        return refused;
    }

    private boolean shut() {
        return !started || stopped != null || !enabled;
    }

    private void zero() {
        Arrays.fill(velocity, 0);
        moving = false;
    }

    private void advance(double[] next) {
        moving = false;
        for (int i = 0; i < next.length; i++) {
            velocity[i] = next[i];
            position[i] += next[i] * period;
            moving |= next[i] != 0;
        }
    }

    /** Whether the tool stays inside in the next period and while it then brakes, or comes no farther out than it is. */
    private boolean staysInside(double[] next) {
        if (limits.workspace() == null) {
            return true;
        }
        double allowed = outside(position);
        double[] place = position.clone();
        double[] speed = next.clone();
        boolean moves = true;
        while (moves) {
            moves = false;
            for (int i = 0; i < place.length; i++) {
                place[i] += speed[i] * period;
                moves |= speed[i] != 0;
            }
            if (outside(place) > allowed) {
                return false;
            }
            brake(speed, speed);
        }
        return true;
    }

    private void brake(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = governors[i].braked(from[i]);
        }
    }

    private double outside(double[] joints) {
        Workspace box = limits.workspace();
        return box == null || tool == null ? 0 : box.outside(tool.at(joints));
    }

    private static boolean finite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Names of the commanded joints, in order. */
    public List<String> joints() {
        return limits.joints().stream().map(JointLimits::name).toList();
    }
}
