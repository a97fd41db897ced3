package dev.reprise.bench;

import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosNode;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a robot goes on when whoever drives it is killed. Arguments: the master's URI, how many times, and the driver's
 * command, which is started, killed (as by {@code kill -9}) once the robot has moved for a second, and started again.
 */
public final class RosStandStill {
    private static final long MOVING_NANOS = 1_000_000_000;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long STILL_NANOS = 1_000_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final AtomicLong movedNanos = new AtomicLong();
    private final AtomicLong begunNanos = new AtomicLong();
    private Map<String, Double> place = Map.of();

    private RosStandStill() {}

    /** Entry point. */
    public static void main(String[] arguments) throws Exception {
        URI master = URI.create(arguments[0]);
        double[] millis = new double[Integer.parseInt(arguments[1])];
        List<String> driver = Arrays.asList(arguments).subList(2, arguments.length);
        RosStandStill watch = new RosStandStill();
        try (RosNode node = new TcprosTransport().open(NodeConfiguration.local("stand_still", master))) {
            node.newSubscriber("joint_states", JointState.TYPE, watch::look);
            for (int i = 0; i < millis.length; i++) {
                millis[i] = watch.kill(driver);
                System.out.printf(Locale.ROOT, "%.0f ms%n", millis[i]);
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "killed %d times; the robot went on for: least %.0f ms, median %.0f ms, longest %.0f ms%n",
                millis.length,
                millis[0],
                millis[millis.length / 2],
                millis[millis.length - 1]);
    }

    private void look(JointState state, long received) {
        Map<String, Double> now = new HashMap<>();
        for (int i = 0; i < state.name().size(); i++) {
            now.put(state.name().get(i), state.position()[i]);
        }
        if (!now.equals(place)) {
            if (received - movedNanos.get() > PAUSE_NANOS) {
                begunNanos.set(received);
            }
            movedNanos.set(received);
        }
        place = now;
    }

    /** Milliseconds from the kill to the last reading that was another one than the reading before. */
    private double kill(List<String> command) throws IOException, InterruptedException {
        Process driver = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long begin = System.nanoTime();
        while (begunNanos.get() - begin < 0 || movedNanos.get() - begunNanos.get() < MOVING_NANOS) {
            if (System.nanoTime() - begin > PATIENCE_NANOS || !driver.isAlive()) {
                throw new IllegalStateException("the driver moves nothing: " + command);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long killed = System.nanoTime();
        driver.destroyForcibly().waitFor();
        while (System.nanoTime() - Math.max(killed, movedNanos.get()) < STILL_NANOS) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return Math.max(0, movedNanos.get() - killed) * 1e-6;
    }
}
