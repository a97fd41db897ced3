package dev.reprise.app.robot;

import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.robot.RobotControl;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.TaskSuite;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a robot with a policy. When the robot is stale, lost or stopped, the node stops it too and tries to take it up
 * again, ten times a second; an emergency stop has to be cleared first.
 */
public final class PolicyNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyNode.class);
    private static final long PAUSE_NANOS = 100_000_000;

    private final RobotControl control;
    private final PolicySnapshot policy;
    private final List<String> tasks;
    private final double period;
    private final Consumer<String> shown;
    private final @Nullable Diagnostics diagnostics;
    private final Lateness lateness = new Lateness();
    private volatile String wanted;
    private volatile boolean sentAway;
    private long steps;
    private long stops;

    /**
     * Listens to the topic {@code ~task}.
     *
     * @param control closed with this
     * @param task at the start, one of the policy's; null: as the parameter {@code ~task} says, or the policy's first
     * @param mute tells no diagnostics
     * @param shown takes each command as a line
     */
    public PolicyNode(
            RobotControl control,
            PolicySnapshot policy,
            TaskSuite suite,
            @Nullable String task,
            boolean mute,
            Consumer<String> shown)
            throws RosException {
        this.control = control;
        this.policy = policy;
        this.tasks = policy.tasks().stream().map(TaskId::name).toList();
        this.period = suite.specs().controlPeriodSeconds();
        this.shown = shown;
        this.diagnostics = mute ? null : new Diagnostics(control.node());
        this.wanted = task == null ? tasks.get(0) : task;
        if (task == null) {
            control.node().parameters().get("~task", String.class).ifPresent(this::choose);
        }
        control.node().onShutdown(reason -> {
            LOG.warn("the master sent this node away: {}", reason);
            sentAway = true;
        });
        control.node().newSubscriber("~task", Text.TYPE, (message, received) -> choose(message.data()));
    }

    private void choose(String task) {
        if (tasks.contains(task)) {
            wanted = task;
        } else {
            LOG.warn("the policy has no task '{}', only {}; '{}' goes on", task, tasks, wanted);
        }
    }

    /** Drives until {@code stop} is true, or another node takes this one's name. */
    public void run(BooleanSupplier stop) {
        String told = "";
        while (!stop.getAsBoolean() && !sentAway) {
            String task = wanted;
            Optional<String> refusal = control.begin(new TaskId(task), 0);
            String reason = refusal.isPresent() ? refusal.get() : drive(stop);
            if (!reason.isEmpty()) {
                stops += refusal.isPresent() ? 0 : 1;
                if (!reason.equals(told)) {
                    LOG.warn("the robot stands: {}", reason);
                }
                if (diagnostics != null) {
                    diagnostics.stopped(reason, task);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            told = reason;
        }
    }

    /** Until the robot has to be stopped; why. */
    private String drive(BooleanSupplier stop) {
        if (diagnostics != null) {
            diagnostics.begun();
        }
        while (!stop.getAsBoolean()) {
            String task = wanted;
            float[] action = policy.act(tasks.indexOf(task), control.observation());
            Optional<String> reason = control.act(action);
            if (reason.isPresent()) {
                return reason.get();
            }
            steps++;
            RobotControl.Health health = control.health();
            lateness.add(health.latenessSeconds());
            if (diagnostics != null) {
                diagnostics.driving(health, task, period);
            }
            shown.accept(task + " " + Arrays.toString(health.command()));
        }
        return "";
    }

    /** Whether another node has taken this one's name. */
    public boolean sentAway() {
        return sentAway;
    }

    /** What came of it, in a line. */
    public String summary() {
        RobotControl.Health health = control.health();
        return String.format(
                Locale.ROOT,
                "%d actions, %d stops, %d overruns, %d commands clipped; lateness median %.2f ms, 99 %% %.2f ms",
                steps,
                stops,
                health.overruns(),
                health.clipped(),
                1e3 * lateness.quantile(0.5),
                1e3 * lateness.quantile(0.99));
    }

    @Override
    public void close() {
        control.close();
    }
}
