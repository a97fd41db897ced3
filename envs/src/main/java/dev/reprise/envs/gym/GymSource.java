package dev.reprise.envs.gym;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where servers come from: a Python that is started for each, or an address at which one is found.
 *
 * @param python the interpreter; not used with an address
 * @param entry what is served; null with an address
 * @param address {@code unix:PATH} or {@code tcp:127.0.0.1:PORT}; null to start a Python
 * @param token of the server at the address, in hexadecimal
 * @param patience longest wait for an answer, seconds
 */
record GymSource(
        String python,
        @Nullable String entry,
        @Nullable String address,
        @Nullable String token,
        double patience) {
    /** Far below the minute for which a run that is stopped may take to come to its checkpoint. */
    private static final String PATIENCE_SECONDS = "20";
    /** A Python has so many times the patience to start, in which it imports all that it needs. */
    private static final int START = 2;

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * For an entry, or an address in its place. The interpreter is named by the property {@code reprise.python} or the
     * environment's {@code REPRISE_PYTHON}, and else {@code python3}.
     */
    static GymSource of(String entryOrAddress) {
        double patience = Double.parseDouble(System.getProperty("reprise.gym.seconds", PATIENCE_SECONDS));
        if (entryOrAddress.startsWith("unix:") || entryOrAddress.startsWith("tcp:")) {
            return at(entryOrAddress, System.getenv("REPRISE_GYM_TOKEN"), patience);
        }
        String python = System.getProperty("reprise.python", System.getenv().getOrDefault("REPRISE_PYTHON", "python3"));
        return started(python, entryOrAddress, patience);
    }

    /** A Python of its own for each. */
    static GymSource started(String python, String entry, double patience) {
        return new GymSource(python, entry, null, null, patience);
    }

    /** Somebody else's server. */
    static GymSource at(String address, @Nullable String token, double patience) {
        return new GymSource("", null, address, token, patience);
    }

    /** What messages call it. */
    String name() {
        return address != null ? "the server at " + address : "'" + python + " -m reprise_gym.serve " + entry + "'";
    }

    /** @throws IOException with a sentence that says what is wrong */
    GymServer open() throws IOException {
        if (address != null) {
            return connect(address, null, knownToken());
        }
        byte[] fresh = new byte[GymProtocol.TOKEN_BYTES];
        RANDOM.nextBytes(fresh);
        PythonProcess process;
        try {
            process = PythonProcess.start(python, String.valueOf(entry), fresh);
        } catch (IOException e) {
            throw new IOException(
                    "there is no Python '" + python + "'; name one with the package reprise-gym in REPRISE_PYTHON", e);
        }
        try {
            return connect(process.awaitAddress(START * patience), process, fresh);
        } catch (IOException e) {
            String words = process.lastWords();
            process.close();
            String remedy = words.contains("reprise_gym") && words.contains("ModuleNotFoundError")
                    ? "; install it with `" + python
                            + " -m pip install ./python`, or name a Python that has it in REPRISE_PYTHON"
                    : "";
            throw new IOException(e.getMessage() + words + remedy, e);
        }
    }

    private byte[] knownToken() throws IOException {
        try {
            byte[] known = HexFormat.of().parseHex(token == null ? "" : token);
            if (known.length == GymProtocol.TOKEN_BYTES) {
                return known;
            }
        } catch (IllegalArgumentException e) {
            // As a wrong length.
        }
        throw new IOException("the token of " + name() + ", " + 2 * GymProtocol.TOKEN_BYTES
                + " hexadecimal digits, must be in the environment as REPRISE_GYM_TOKEN");
    }

    private GymServer connect(String at, @Nullable PythonProcess process, byte[] secret) throws IOException {
        SocketAddress where = address(at);
        GymChannel channel = new GymChannel(
                where instanceof UnixDomainSocketAddress
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true));
        try {
            channel.connect(where, patience);
            return new GymServer(channel, process, secret, patience);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static SocketAddress address(String at) throws IOException {
        if (at.startsWith("unix:")) {
            return UnixDomainSocketAddress.of(at.substring("unix:".length()));
        }
        String[] parts = at.split(":", 3);
        boolean loopback = parts.length == 3
                && parts[2].matches("[0-9]{1,5}")
                && Integer.parseInt(parts[2]) < 1 << 16
                && InetAddress.getByName(parts[1]).isLoopbackAddress();
        if (!loopback) {
            throw new IOException("an address is unix:PATH or tcp:127.0.0.1:PORT, not '" + at + "'");
        }
        return new InetSocketAddress(parts[1], Integer.parseInt(parts[2]));
    }
}
