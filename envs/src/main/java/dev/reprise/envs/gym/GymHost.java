package dev.reprise.envs.gym;

import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Serves environments of a suite to one client, in the protocol in which Python serves its own. */
public final class GymHost implements AutoCloseable {
    /** Environments at most. */
    public static final int MOST_ENVIRONMENTS = 1024;

    private static final double HANDSHAKE_SECONDS = 10;
    private static final int RESET_BYTES = 2 * Integer.BYTES + Long.BYTES;

    private final TaskSuite suite;
    private final List<Task> tasks;
    private final EnvironmentSpecs specs;
    private final List<Environment> environments = new ArrayList<>();
    private final boolean[] live;
    private final ExecutorService threads;

    /**
     * With fresh environments.
     *
     * @param count 1 to {@link #MOST_ENVIRONMENTS}; several are stepped in as many threads as there are processors
     */
    GymHost(TaskSuite suite, int count) {
        if (count < 1 || count > MOST_ENVIRONMENTS) {
            throw new IllegalArgumentException(
                    "1 to " + MOST_ENVIRONMENTS + " environments can be served, not " + count);
        }
        this.suite = suite;
        this.tasks = suite.tasks();
        this.specs = suite.specs();
        this.live = new boolean[count];
        long most = 5L + (long) count * (Float.BYTES * (specs.observation().size() + 1) + 1);
        if (most > GymChannel.MOST_BYTES) {
            throw new IllegalArgumentException(
                    count + " observations of " + specs.observation().size() + " numbers do not fit a frame of "
                            + GymChannel.MOST_BYTES + " bytes");
        }
        for (int i = 0; i < count; i++) {
            environments.add(suite.newEnvironment());
        }
        int threadCount = Math.min(count, Runtime.getRuntime().availableProcessors());
        this.threads = Executors.newFixedThreadPool(threadCount, work -> {
            Thread thread = new Thread(work, "served-environment");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Waits for a client's hello. Nothing is made, and nothing told, before it has shown that it knows the token.
     *
     * @param token 32 bytes
     * @throws IOException when it does not, or says something else
     */
    static void greet(GymChannel channel, byte[] token) throws IOException {
        channel.patience(HANDSHAKE_SECONDS);
        boolean hello = channel.next() == GymProtocol.HELLO
                && channel.payload().remaining() == Short.BYTES + GymProtocol.TOKEN_BYTES;
        if (!hello) {
            throw new IOException("a client begins with its version and token");
        }
        int version = Short.toUnsignedInt(channel.payload().getShort());
        byte[] given = new byte[GymProtocol.TOKEN_BYTES];
        channel.payload().get(given);
        if (!MessageDigest.isEqual(given, token)) {
            throw new IOException("a client does not know the token");
        }
        if (version != GymProtocol.VERSION) {
            // Enough for the client to say what is wrong.
            channel.request(GymProtocol.SPEC, Short.BYTES).putShort((short) GymProtocol.VERSION);
            channel.send();
            throw new IOException("the client speaks version " + version + ", this server " + GymProtocol.VERSION);
        }
        channel.patience(0);
    }

    /**
     * Serves a client that was greeted until it leaves.
     *
     * @throws IOException when it breaks the protocol, or an environment fails
     */
    void converse(GymChannel channel) throws IOException {
        byte[] spec = spec();
        channel.request(GymProtocol.SPEC, spec.length).put(spec);
        channel.send();
        for (int type = channel.next(); type >= 0 && type != GymProtocol.CLOSE; type = channel.next()) {
            switch (type) {
                case GymProtocol.RESET -> reset(channel);
                case GymProtocol.STEP -> step(channel);
                default -> throw new IOException("there is no request of type " + type);
            }
        }
    }

    private byte[] spec() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(Short.reverseBytes((short) GymProtocol.VERSION));
            integer(out, environments.size());
            box(out, specs.observation());
            box(out, specs.action());
            integer(out, specs.maxEpisodeSteps());
            out.writeLong(Long.reverseBytes(Double.doubleToRawLongBits(specs.controlPeriodSeconds())));
            integer(out, tasks.size());
            for (Task task : tasks) {
                text(out, task.id().name());
                text(out, task.description());
            }
            text(out, "Reprise, " + suite.name() + ": " + suite.description());
        }
        return bytes.toByteArray();
    }

    private static void box(DataOutputStream out, BoxSpec box) throws IOException {
        integer(out, box.size());
        for (Axis axis : box.axes()) {
            text(out, axis.name());
            integer(out, Float.floatToRawIntBits(axis.low()));
            integer(out, Float.floatToRawIntBits(axis.high()));
        }
    }

    private static void integer(DataOutputStream out, int number) throws IOException {
        out.writeInt(Integer.reverseBytes(number));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, 0xFFFF);
        out.writeShort(Short.reverseBytes((short) length));
        out.write(bytes, 0, length);
    }

    private int count(ByteBuffer payload, int width) throws IOException {
        int bytes = payload.remaining();
        int count = bytes < Integer.BYTES ? 0 : payload.getInt();
        if (count < 1 || count > environments.size() || payload.remaining() != (long) count * width) {
            throw new IOException("a request of " + bytes + " bytes cannot be for " + Integer.toUnsignedString(count)
                    + " environments");
        }
        return count;
    }

    private int index(ByteBuffer payload, boolean[] named) throws IOException {
        int index = payload.getInt();
        if (index < 0 || index >= environments.size() || named[index]) {
            throw new IOException("there is no environment " + Integer.toUnsignedString(index) + " of "
                    + environments.size() + ", or it was named twice");
        }
        named[index] = true;
        return index;
    }

    private void reset(GymChannel channel) throws IOException {
        ByteBuffer payload = channel.payload();
        int count = count(payload, RESET_BYTES);
        boolean[] named = new boolean[environments.size()];
        List<Callable<TimeStep>> wanted = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = index(payload, named);
            int task = payload.getInt();
            long seed = payload.getLong();
            if (task < 0 || task >= tasks.size()) {
                throw new IOException("there is no task " + Integer.toUnsignedString(task) + ", only " + tasks.size());
            }
            live[index] = true;
            wanted.add(() -> environments.get(index).reset(tasks.get(task).id(), seed));
        }
        ByteBuffer answer = channel.request(
                GymProtocol.OBSERVATIONS,
                count * Float.BYTES * specs.observation().size());
        for (TimeStep first : all(wanted)) {
            write(answer, first.observation());
        }
        channel.send();
    }

    private void step(GymChannel channel) throws IOException {
        ByteBuffer payload = channel.payload();
        int numbers = specs.action().size();
        int count = count(payload, Integer.BYTES + Float.BYTES * numbers);
        boolean[] named = new boolean[environments.size()];
        int[] indices = new int[count];
        List<Callable<TimeStep>> wanted = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            indices[i] = index(payload, named);
            float[] action = new float[numbers];
            for (int k = 0; k < numbers; k++) {
                action[k] = payload.getFloat();
            }
            Environment environment = environments.get(indices[i]);
            wanted.add(() -> environment.step(action));
            String violation = specs.action().violation(action);
            if (violation != null || !live[indices[i]]) {
                throw new IOException(violation != null ? violation : "a step needs an episode that runs: reset first");
            }
        }
        ByteBuffer answer = channel.request(
                GymProtocol.STEPS, count * (Float.BYTES * (specs.observation().size() + 1) + 1));
        List<TimeStep> stepped = all(wanted);
        for (int i = 0; i < count; i++) {
            answer(answer, stepped.get(i));
            live[indices[i]] = stepped.get(i) instanceof TimeStep.Mid;
        }
        channel.send();
    }

    /**
     * Does all of it, a single piece in this thread, and waits until all is over, well or ill: environments that are
     * still at work must not be closed.
     */
    private List<TimeStep> all(List<Callable<TimeStep>> work) throws IOException {
        try {
            if (work.size() == 1) {
                return List.of(work.get(0).call());
            }
            List<TimeStep> steps = new ArrayList<>(work.size());
            for (Future<TimeStep> done : threads.invokeAll(work)) {
                steps.add(done.get());
            }
            return steps;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while environments were at work", e);
        } catch (ExecutionException e) {
            throw new IOException("an environment failed: " + e.getCause(), e);
        } catch (Exception e) {
            throw new IOException("an environment failed: " + e, e);
        }
    }

    private static void answer(ByteBuffer answer, TimeStep step) {
        write(answer, step.observation());
        Label label = label(step);
        int flags = label != null && label.success() ? GymProtocol.SUCCESS : 0;
        if (step instanceof TimeStep.Last last) {
            flags |= last.cause() == EndCause.TERMINATED ? GymProtocol.TERMINATED : GymProtocol.TRUNCATED;
            flags |= last.cause() == EndCause.ABORTED ? GymProtocol.ABORTED : 0;
        }
        answer.putFloat(label == null ? 0 : label.reward()).put((byte) flags);
    }

    private static @Nullable Label label(TimeStep step) {
        if (step instanceof TimeStep.Mid mid) {
            return mid.label();
        }
        return step instanceof TimeStep.Last last ? last.label() : null;
    }

    private static void write(ByteBuffer answer, float[] observation) {
        for (float number : observation) {
            answer.putFloat(number);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        environments.forEach(Environment::close);
    }
}
