package dev.reprise.envs.ros.robot;

import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.ros.command.CommandForm;
import dev.reprise.envs.ros.command.CommandPublisher;
import dev.reprise.envs.ros.msg.StdMsgs.Bool;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.ros.safety.SafetyGate;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.Subscriber;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of commands to a robot, through the gate. In real time a thread stops the robot when no command came for longer
 * than the watchdog allows; an emergency stop, the release of the enable switch and {@link #close} stop it at once.
 */
final class RobotDrive implements AutoCloseable {
    static final String CLEAR = "~clear_emergency_stop";

    private static final Logger LOG = LoggerFactory.getLogger(RobotDrive.class);
    private static final int FINAL_STOPS = 5;
    private static final String RELEASED = "the enable switch is not held";

    private final SafetyGate gate;
    private final CommandKind kind;
    private final double period;
    private final @Nullable CommandPublisher<?> commands;
    private final Consumer<String> stopped;
    private final String topic;
    private final Subscriber stopButton;
    private final Subscriber enableSwitch;
    private final Thread watchdog;
    /** When the enable switch was last heard. */
    private volatile long switchNanos = System.nanoTime();

    private double[] sent = {};
    private volatile boolean pressed;
    private volatile boolean closed;

    /**
     * @param form of the commands
     * @param realtime whether a watchdog is needed: in lockstep a robot without commands stands still anyway
     * @param mute commands are let through, and none is published
     * @param stopped is told why the robot was stopped by something else than a command
     */
    RobotDrive(
            RosNode node,
            SafetyGate gate,
            CommandKind kind,
            CommandForm<?> form,
            double periodSeconds,
            boolean realtime,
            boolean mute,
            Consumer<String> stopped)
            throws RosException {
        this.gate = gate;
        this.kind = kind;
        this.period = periodSeconds;
        this.stopped = stopped;
        this.topic = node.resolve(form.topic());
        this.commands = mute ? null : new CommandPublisher<>(node, form);
        this.stopButton =
                node.newSubscriber(RosRobotSuite.STOP_BUTTON, Bool.TYPE, (message, received) -> button(message.data()));
        this.enableSwitch = node.newSubscriber(RosRobotSuite.ENABLE_SWITCH, Bool.TYPE, (message, received) -> {
            switchNanos = received;
            enable(message.data());
        });
        node.newServiceServer(CLEAR, StdSrvs.TRIGGER, request -> clear());
        node.onShutdown(reason -> halt("the master sent this node away: " + reason));
        this.watchdog = new Thread(this::watch, "robot-watchdog");
        watchdog.setDaemon(true);
        if (realtime) {
            watchdog.start();
        }
    }

    /** Whether somebody listens. */
    boolean connected() {
        return commands == null || commands.connected();
    }

    String commandTopic() {
        return topic;
    }

    /** Opens the gate with the robot at rest at these positions of the commanded joints. */
    void start(double[] positions) throws RobotFault {
        checkAllowed();
        try {
            gate.start(positions);
        } catch (IllegalArgumentException e) {
            throw new RobotFault(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Asks whether the robot may be set going, by a command or by its own reset.
     *
     * @throws RobotFault with the reason, when an emergency stop is on or may not be heard, or the enable switch is not held
     */
    void checkAllowed() throws RobotFault {
        checkSwitch();
        String reason = gate.stopped();
        String why = reason == null ? refusal() : reason;
        if (why != null) {
            throw new RobotFault(why);
        }
        if (!gate.enabled()) {
            throw new RobotFault(RELEASED);
        }
    }

    /**
     * Lets the robot be moved by others, its own reset or a person: until the next {@link #start} it is told nothing but
     * to stand, and no position.
     */
    void letGo() {
        gate.forget();
    }

    /**
     * Sends what the gate leaves of a command.
     *
     * @param wanted as the robot's kind of commands has it
     * @param measured present positions of the commanded joints
     */
    void send(double[] wanted, double[] measured) throws RobotFault {
        checkSwitch();
        synchronized (gate) {
            if (!gate.started()) {
                checkAllowed();
                throw new RobotFault("the robot has been let go since the episode began");
            }
            double[] permitted;
            if (kind == CommandKind.VELOCITY) {
                gate.measured(measured);
                permitted = gate.velocities(wanted, System.nanoTime());
            } else {
                gate.look(measured);
                permitted = gate.positions(wanted, System.nanoTime());
            }
            sent = permitted;
            if (commands != null) {
                commands.move(permitted, gate.present());
            }
        }
        String reason = gate.stopped();
        if (reason != null) {
            throw new RobotFault(reason);
        }
        if (!gate.enabled()) {
            throw new RobotFault(RELEASED);
        }
    }

    /**
     * Tells the robot to stand still. One that is commanded positions is held where it was sent, and told nothing before
     * it is known where it is: any position would set it going.
     */
    void stop() {
        synchronized (gate) {
            gate.halt();
            double[] held = gate.started() ? gate.present() : null;
            sent = kind == CommandKind.VELOCITY || held == null ? new double[gate.size()] : held;
            if (commands != null) {
                commands.stand(held);
            }
        }
    }

    /** What was sent last. */
    double[] sent() {
        synchronized (gate) {
            return sent.clone();
        }
    }

    SafetyGate gate() {
        return gate;
    }

    private void button(boolean now) {
        pressed = now;
        if (now) {
            halt("the emergency stop was pressed");
        }
    }

    /** Afterwards people may move the robot; a stop that is told again must not take it back to where it is held now. */
    private void halt(String reason) {
        synchronized (gate) {
            gate.emergencyStop(reason);
            stop();
            letGo();
        }
        stopped.accept(reason);
    }

    private void enable(boolean held) {
        synchronized (gate) {
            boolean before = gate.enabled();
            gate.enable(held);
            if (!before || gate.enabled()) {
                return;
            }
            stop();
            letGo();
        }
        stopped.accept("the enable switch was released");
    }

    /**
     * Lets go of a switch that nobody holds: whoever did has died, has not been heard for too long, or was never there.
     * Without effect where none is required.
     */
    private void checkSwitch() {
        boolean silent = System.nanoTime() - switchNanos > gate.enableNanos();
        if (gate.enabled() && (silent || enableSwitch.numberOfPublishers() == 0)) {
            enable(false);
        }
    }

    /** Why somebody on the graph can never be understood, with both types; null when all can. */
    @Nullable
    String refusal() {
        for (Subscriber safety : List.of(stopButton, enableSwitch)) {
            String refusal = safety.refusal();
            if (refusal != null) {
                return safety.topic() + " is not understood: " + refusal;
            }
        }
        return commands == null ? null : commands.refusal();
    }

    private TriggerResponse clear() {
        if (pressed) {
            return new TriggerResponse(false, "the emergency stop is still pressed");
        }
        gate.clear();
        return new TriggerResponse(true, "the next episode may begin");
    }

    private void watch() {
        long glance = Math.max(1, TimeUnit.NANOSECONDS.toMillis(gate.watchdogNanos() / 4));
        while (!closed) {
            checkSwitch();
            if (gate.overdue(System.nanoTime())) {
                stop();
                LOG.warn("the robot was stopped: no command came in time");
                stopped.accept("the robot was stopped in between: no command came in time");
            }
            try {
                Thread.sleep(glance);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Stops the robot, several times over as a message may be lost, and lets nothing through any more. */
    @Override
    public synchronized void close() {
        // A second caller waits here until the first has told the robot to stand: it may take the connection away then.
        if (closed) {
            return;
        }
        closed = true;
        watchdog.interrupt();
        gate.emergencyStop("the program is ending");
        for (int i = 0; i < FINAL_STOPS; i++) {
            stop();
            try {
                Thread.sleep((long) (period * 1e3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
