package dev.reprise.envs.ros.robot;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.command.CommandForm;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.Subscriber;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.task.Task;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Listens while somebody else drives a robot by the wall's clock: a policy, a learner or a person. A step is what lies
 * between two commands that are one control period apart, a quarter of it more or less; others are left out. A command to
 * stand still ends an episode, as stale readings do and a task that is done. It commands nothing. Not for concurrent use.
 */
public final class RobotRecorder implements AutoCloseable {
    private static final double TOLERANCE = 0.25;
    /** Commands that wait for a slow reader at most; one that is lost ends the episode, as it leaves a gap. */
    private static final int MOST_WAITING = 4096;

    private final RobotSuite suite;
    private final Task task;
    private final long seed;
    private final double periodNanos;
    private final RobotSensors sensors;
    private final Subscriber commands;
    private final BlockingQueue<Moment> moments = new LinkedBlockingQueue<>(MOST_WAITING);
    private @Nullable Moment last;
    private double[] lastCommand = {};
    private @Nullable Embodiment embodiment;
    private long leftOut;
    private @Nullable String fault;

    /**
     * A command and where the robot was when it came.
     *
     * @param command empty: to stand
     * @param state null when the readings were not fresh
     */
    private record Moment(
            long receivedNanos,
            Optional<double[]> command,
            @Nullable RobotState state,
            double seconds,
            @Nullable String fault) {}

    /**
     * Begins to listen.
     *
     * @param node under the robot's names; not closed with this
     * @param task that labels the steps
     * @param seed from which the task's goals are drawn, where it has some
     * @throws IllegalArgumentException when the robot runs in lockstep, or its commands are none for the suite
     * @throws RosException when the master does not answer
     */
    public RobotRecorder(RosNode node, RobotSuite suite, RobotConfig config, Task task, long seed) throws RosException {
        if (config.pacing() != Pacing.REALTIME) {
            throw new IllegalArgumentException(
                    "a robot in lockstep is not recorded: whoever trains on it has the same transitions in its replay");
        }
        this.suite = suite;
        this.task = task;
        this.seed = seed;
        this.periodNanos = suite.specs().controlPeriodSeconds() * 1e9;
        this.sensors = new RobotSensors(node, suite.robot(), false, config);
        this.commands =
                listen(node, config.commands().form(suite.robot(), suite.specs().controlPeriodSeconds()));
    }

    private <T> Subscriber listen(RosNode node, CommandForm<T> form) throws RosException {
        return node.newSubscriber(
                form.topic(), form.type(), (message, received) -> moments.offer(moment(form, message, received)));
    }

    private <T> Moment moment(CommandForm<T> form, T message, long received) {
        try {
            Optional<double[]> command = form.read(message);
            if (command.isPresent() && !Arrays.stream(command.get()).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("a command on " + form.topic() + " is not finite");
            }
            RobotState state = sensors.newest();
            return new Moment(received, command, state, sensors.stampSeconds(), null);
        } catch (RobotFault e) {
            sensors.forget();
            return new Moment(received, Optional.empty(), null, 0, e.reason());
        } catch (IllegalArgumentException e) {
            return new Moment(received, Optional.empty(), null, 0, String.valueOf(e.getMessage()));
        }
    }

    /** What keeps it from hearing anything, in one sentence; empty when nothing does. */
    public String missing() {
        String silent = sensors.missing();
        String refusal = commands.refusal();
        String mute = commands.numberOfPublishers() > 0 ? "" : "nobody publishes " + commands.topic();
        return String.join(
                "; ",
                Stream.of(silent, refusal == null ? mute : refusal)
                        .filter(each -> !each.isEmpty())
                        .toList());
    }

    /** Periods that were no steps: the next command came early or late, or the readings were not fresh. */
    public long leftOut() {
        return leftOut;
    }

    /** Why the last command that had no fresh readings had none; null when there was none such. */
    public @Nullable String fault() {
        return fault;
    }

    /**
     * The next step.
     *
     * @param patienceMillis to wait for a command
     * @return null when none came, or it made no step
     */
    public @Nullable RecordedStep next(long patienceMillis) throws InterruptedException {
        Moment now = moments.poll(patienceMillis, TimeUnit.MILLISECONDS);
        if (now == null) {
            return null;
        }
        Moment then = last;
        last = now;
        fault = now.fault() == null ? fault : now.fault();
        RobotState from = then == null ? null : then.state();
        RobotState to = now.state();
        double[] command = then == null ? null : then.command().orElse(null);
        boolean moved = command != null && !stands(command);
        lastCommand = command == null ? lastCommand : command;
        if (then == null || command == null || !moved || from == null || to == null || !onePeriod(then, now)) {
            leftOut += moved ? 1 : 0;
            embodiment = null;
            return null;
        }
        return step(command, from, to, then.seconds(), now.seconds());
    }

    private boolean onePeriod(Moment then, Moment now) {
        return Math.abs(now.receivedNanos() - then.receivedNanos() - periodNanos) <= TOLERANCE * periodNanos;
    }

    /** Whether a command holds the robot where it is. */
    private boolean stands(double[] command) {
        double[] still = suite.robot().kind() == CommandKind.VELOCITY ? new double[command.length] : lastCommand;
        return Arrays.equals(command, still);
    }

    private RecordedStep step(double[] command, RobotState from, RobotState to, double seconds, double nextSeconds) {
        Embodiment body = embodiment;
        boolean begins = body == null;
        if (body == null) {
            body = suite.newEmbodiment();
            RandomStream random = RandomStream.of(seed);
            body.begin(task.start(random), random, from);
        }
        Measurement before = measure(body);
        float[] action = new float[suite.specs().action().size()];
        body.follow(command, from, action);
        boolean clipped = suite.specs().action().violation(action) != null;
        suite.specs().action().clamp(action);
        body.advance(to);
        Measurement after = measure(body);
        Label label = task.label(before, action, after);
        embodiment = label != null && label.terminated() ? null : body;
        return new RecordedStep(
                begins,
                seconds,
                nextSeconds,
                observe(body, before),
                before,
                action,
                clipped,
                observe(body, after),
                after,
                label);
    }

    private Measurement measure(Embodiment body) {
        float[] row = new float[suite.specs().measurement().size()];
        body.measure(row);
        return Measurement.of(suite.specs().measurement(), row);
    }

    private float[] observe(Embodiment body, Measurement measurement) {
        float[] observation = new float[suite.specs().observation().size()];
        body.observe(measurement, observation);
        suite.specs().observation().clamp(observation);
        return observation;
    }

    @Override
    public void close() {
        commands.close();
        sensors.close();
    }
}
