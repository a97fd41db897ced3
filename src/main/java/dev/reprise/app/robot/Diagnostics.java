package dev.reprise.app.robot;

import dev.reprise.envs.ros.msg.DiagnosticMsgs.DiagnosticArray;
import dev.reprise.envs.ros.msg.DiagnosticMsgs.DiagnosticStatus;
import dev.reprise.envs.ros.msg.DiagnosticMsgs.KeyValue;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.robot.RobotControl;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.List;
import java.util.Locale;

/** Tells {@code /diagnostics} about once a second how the policy's node is. */
final class Diagnostics {
    private static final long EVERY_NANOS = 1_000_000_000;

    private final RosNode node;
    private final Publisher<DiagnosticArray> publisher;
    /** When was told last. */
    private long lastNanos = System.nanoTime() - EVERY_NANOS;
    /** Since when steps are counted. */
    private long sinceNanos = System.nanoTime();

    private long steps;
    private long overruns;

    Diagnostics(RosNode node) throws RosException {
        this.node = node;
        this.publisher = node.newPublisher("/diagnostics", DiagnosticArray.TYPE, PublisherOptions.queue(10));
    }

    /** The robot stands ready and is driven from now on. */
    void begun() {
        sinceNanos = System.nanoTime();
        steps = 0;
    }

    /** @param period of control, s */
    void driving(RobotControl.Health health, String task, double period) {
        steps++;
        long passedNanos = System.nanoTime() - sinceNanos;
        if (passedNanos < EVERY_NANOS) {
            return;
        }
        boolean late = health.overruns() > overruns;
        tell(
                late ? DiagnosticStatus.WARN : DiagnosticStatus.OK,
                late ? "control periods were overrun" : "driving",
                List.of(
                        new KeyValue("task", task),
                        value("rate, Hz", steps / (passedNanos * 1e-9)),
                        value("trained rate, Hz", 1 / period),
                        value("age of readings, s", health.ageSeconds()),
                        new KeyValue("overruns", Long.toString(health.overruns())),
                        new KeyValue("commands clipped", Long.toString(health.clipped())),
                        new KeyValue("commands refused", Long.toString(health.refused()))));
        overruns = health.overruns();
        begun();
    }

    void stopped(String reason, String task) {
        if (System.nanoTime() - lastNanos >= EVERY_NANOS) {
            tell(DiagnosticStatus.ERROR, reason, List.of(new KeyValue("task", task)));
        }
    }

    private void tell(byte level, String message, List<KeyValue> values) {
        publisher.publish(new DiagnosticArray(
                new Header(node.now(), ""),
                List.of(new DiagnosticStatus(level, node.name() + ": policy", message, "", values))));
        lastNanos = System.nanoTime();
    }

    private static KeyValue value(String key, double value) {
        return new KeyValue(key, String.format(Locale.ROOT, "%.4g", value));
    }
}
