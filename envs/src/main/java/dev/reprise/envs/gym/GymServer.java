package dev.reprise.envs.gym;

import dev.reprise.envs.spec.EnvironmentSpecs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server that is connected, and what it says of itself. One environment of it is used. */
final class GymServer implements AutoCloseable {
    private final GymChannel channel;
    private final @Nullable PythonProcess process;
    private final double patience;
    private final GymSpec spec;

    /**
     * Introduces itself to a server.
     *
     * @param process that the server runs in, to be ended with it; null when it is somebody else's
     * @param patience longest wait for an answer, seconds
     * @throws IOException when it is none, or does not know the token
     */
    GymServer(GymChannel channel, @Nullable PythonProcess process, byte[] token, double patience) throws IOException {
        this.channel = channel;
        this.process = process;
        this.patience = patience;
        channel.request(GymProtocol.HELLO, Short.BYTES + GymProtocol.TOKEN_BYTES)
                .putShort((short) GymProtocol.VERSION)
                .put(token);
        this.spec = GymSpec.read(introduced());
    }

    private ByteBuffer introduced() throws IOException {
        try {
            return channel.ask(GymProtocol.SPEC, patience);
        } catch (IOException e) {
            if (process != null) {
                throw e;
            }
            throw new IOException(
                    e.getMessage() + "; does REPRISE_GYM_TOKEN hold its token, and has it room for a client?", e);
        }
    }

    GymSpec spec() {
        return spec;
    }

    /** Begins an episode; returns its first observation. */
    float[] reset(int task, long seed) throws IOException {
        channel.request(GymProtocol.RESET, 3 * Integer.BYTES + Long.BYTES)
                .putInt(1)
                .putInt(0)
                .putInt(task)
                .putLong(seed);
        ByteBuffer answer = channel.ask(GymProtocol.OBSERVATIONS, patience);
        float[] observation = new float[specs().observation().size()];
        check(answer, Float.BYTES * observation.length);
        read(answer, observation);
        return observation;
    }

    /** What came of a step. */
    record Stepped(float[] observation, float reward, int flags) {}

    Stepped step(float[] action) throws IOException {
        ByteBuffer request = channel.request(GymProtocol.STEP, 2 * Integer.BYTES + Float.BYTES * action.length);
        request.putInt(1).putInt(0);
        for (float number : action) {
            request.putFloat(number);
        }
        ByteBuffer answer = channel.ask(GymProtocol.STEPS, patience);
        float[] observation = new float[specs().observation().size()];
        check(answer, Float.BYTES * observation.length + Float.BYTES + 1);
        read(answer, observation);
        float reward = answer.getFloat();
        if (!Float.isFinite(reward)) {
            throw new IOException("the environment gave the reward " + reward);
        }
        return new Stepped(observation, reward, answer.get());
    }

    private EnvironmentSpecs specs() {
        return spec.specs();
    }

    private static void check(ByteBuffer answer, int bytes) throws IOException {
        if (answer.remaining() != bytes) {
            throw new IOException("an answer of " + bytes + " bytes was expected, not " + answer.remaining());
        }
    }

    private static void read(ByteBuffer answer, float[] observation) throws IOException {
        for (int i = 0; i < observation.length; i++) {
            observation[i] = answer.getFloat();
            if (!Float.isFinite(observation[i])) {
                throw new IOException("number " + i + " of the environment's observation is " + observation[i]);
            }
        }
    }

    /** The process that it runs in, where that was started for it. */
    Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).map(PythonProcess::handle);
    }

    /** Closes it after a failure; returns what happened in a sentence, with what its process said last. */
    String closeAfter(IOException failure) {
        String reason = "the environment's server failed: " + failure.getMessage();
        String words = process == null ? "" : process.lastWords();
        close();
        return reason + words;
    }

    @Override
    public void close() {
        try {
            channel.request(GymProtocol.CLOSE, 0);
            channel.send();
        } catch (IOException e) {
            // It has left before.
        }
        channel.close();
        if (process != null) {
            process.close();
        }
    }
}
