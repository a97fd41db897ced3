package dev.reprise.envs.ros.robot;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.robot.SimulatedRobot;
import dev.reprise.envs.ros.command.CommandForm;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Task;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A suite's simulation as a ROS robot. It tells its joints on {@code joint_states} and poses on topics of their names, and
 * takes commands to them in a form of the caller's choice. The service {@code reset} (std_srvs/Trigger) brings it to the
 * start state that the parameters {@code episode/task} and {@code episode/seed} (a whole number, or its digits) draw. The topic
 * {@code fault} (std_msgs/String) makes it misbehave, for tests.
 *
 * <p>In lockstep it moves by one control period per command and then tells the time on {@code /clock}. By the wall's clock
 * it moves on by itself, and stands still when no command came for {@code watchdogSeconds}.
 */
public final class SimulatedRobotNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedRobotNode.class);

    private static final long SET_BACK_NANOS = 10_000_000_000L;

    private final RobotSuite suite;
    private final RosNode node;
    private final SimulatedRobot robot;
    private final RobotVoice voice;
    private final boolean lockstep;
    private final long partNanos;
    private final long watchdogNanos;
    private final Thread clock;
    private long timeNanos = 100_000_000_000L;
    private long setBackNanos;
    private long lastCommandNanos = System.nanoTime();
    private boolean standing = true;
    private long episodes;
    private volatile boolean closed;

    /**
     * Goes on the graph, in a start state of the suite's first task.
     *
     * @param node closed with this
     * @param commands how it is commanded
     * @throws RosException when the master does not answer
     * @throws IllegalArgumentException when such commands are none for this robot
     */
    public SimulatedRobotNode(RobotSuite suite, RosNode node, Commands commands, Pacing pacing, double watchdogSeconds)
            throws RosException {
        this.suite = suite;
        this.node = node;
        this.robot = suite.newSimulatedRobot();
        this.lockstep = pacing == Pacing.LOCKSTEP;
        this.partNanos = Math.round(suite.specs().controlPeriodSeconds() * 1e9 / robot.parts());
        this.watchdogNanos = (long) (watchdogSeconds * 1e9);
        node.parameters().set(RosRobotSuite.CONTROL_PERIOD, suite.specs().controlPeriodSeconds());
        begin(suite.tasks().get(0).id(), 0);
        this.voice = new RobotVoice(node, robot.joints(), robot.poses(), lockstep);
        tell();
        listen(commands.form(suite.robot(), suite.specs().controlPeriodSeconds()));
        node.newSubscriber("fault", Text.TYPE, (message, received) -> fault(RobotFaults.of(message.data())));
        node.newServiceServer("reset", StdSrvs.TRIGGER, request -> reset());
        this.clock = new Thread(this::run, "robot-clock");
        clock.setDaemon(true);
        if (!lockstep) {
            clock.start();
        }
    }

    private void begin(TaskId id, long seed) {
        Task task = suite.task(id);
        RandomStream random = RandomStream.of(seed);
        robot.reset(task.start(random), random);
        standing = true;
    }

    private TriggerResponse reset() {
        try {
            String task = node.parameters()
                    .get("episode/task", String.class)
                    .orElse(suite.tasks().get(0).id().name());
            // A whole number, or its digits: XML-RPC has numbers of 32 bits only.
            String seed =
                    node.parameters().get("episode/seed").orElse(episodes++).toString();
            synchronized (this) {
                begin(new TaskId(task), Long.parseLong(seed));
                pass();
                tell();
            }
            return new TriggerResponse(true, task);
        } catch (RosException | IllegalArgumentException e) {
            return new TriggerResponse(false, String.valueOf(e.getMessage()));
        }
    }

    private <T> void listen(CommandForm<T> form) throws RosException {
        node.newSubscriber(form.topic(), form.type(), (message, received) -> {
            try {
                command(form.read(message), received);
            } catch (IllegalArgumentException e) {
                LOG.warn("a command was not followed: {}", e.getMessage());
            }
        });
    }

    private synchronized void command(Optional<double[]> command, long received) {
        if (voice.fault() == RobotFaults.FREEZE || closed) {
            return;
        }
        if (command.isEmpty()) {
            robot.halt();
            standing = true;
            return;
        }
        for (double each : command.get()) {
            if (!Double.isFinite(each)) {
                throw new IllegalArgumentException("it is not finite");
            }
        }
        robot.command(command.get());
        lastCommandNanos = received;
        standing = false;
        if (lockstep) {
            robot.advance();
            pass();
            tell();
        }
    }

    private synchronized void fault(RobotFaults fault) {
        voice.fault(fault);
        if (fault == RobotFaults.CLOCK_BACK) {
            setBackNanos += SET_BACK_NANOS;
        }
    }

    private void pass() {
        timeNanos += partNanos * robot.parts();
    }

    /** In lockstep by its own time, otherwise by the system's, as ROS's other nodes. */
    private void tell() {
        long now = lockstep ? timeNanos : System.currentTimeMillis() * 1_000_000;
        voice.tell(robot.read(), now - setBackNanos);
    }

    private void run() {
        long due = System.nanoTime();
        while (!closed) {
            due += partNanos;
            long left = due - System.nanoTime();
            if (left < -10 * partNanos) {
                due -= left;
            }
            while (left > 0 && !closed) {
                LockSupport.parkNanos(left);
                left = due - System.nanoTime();
            }
            part();
        }
    }

    private synchronized void part() {
        if (!standing && System.nanoTime() - lastCommandNanos > watchdogNanos) {
            robot.halt();
            standing = true;
        }
        if (voice.fault() == RobotFaults.FREEZE) {
            return;
        }
        robot.advancePart();
        tell();
    }

    /** The node's full name. */
    public String name() {
        return node.name();
    }

    /** What its sensors would say, for tests. */
    synchronized RobotState state() {
        return robot.read();
    }

    /** What it does wrong, for tests. */
    synchronized RobotFaults fault() {
        return voice.fault();
    }

    @Override
    public void close() {
        closed = true;
        node.close();
        synchronized (this) {
            robot.close();
        }
    }
}
