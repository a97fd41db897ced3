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
 * @param patience longest wait for an answer, seconds
 */
record GymSource(
        String python, @Nullable String entry, @Nullable String address, double patience) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * For an entry, or an address in its place. The interpreter is named by the property {@code reprise.python} or the
     * environment's {@code REPRISE_PYTHON}, and else {@code python3}.
     */
    static GymSource of(String entryOrAddress) {
        boolean found = entryOrAddress.startsWith("unix:") || entryOrAddress.startsWith("tcp:");
        String python = System.getProperty("reprise.python", System.getenv().getOrDefault("REPRISE_PYTHON", "python3"));
        double patience = Double.parseDouble(System.getProperty("reprise.gym.seconds", "60"));
        return new GymSource(python, found ? null : entryOrAddress, found ? entryOrAddress : null, patience);
    }

    /** What messages call it. */
    String name() {
        return address != null ? "the server at " + address : "'" + python + " -m reprise_gym.serve " + entry + "'";
    }

    /** @throws IOException with a sentence that says what is wrong */
    GymServer open() throws IOException {
        if (address != null) {
            String hex = System.getenv("REPRISE_GYM_TOKEN");
            if (hex == null) {
                throw new IOException("the token of " + name() + " must be in the environment as REPRISE_GYM_TOKEN");
            }
            return connect(address, null, HexFormat.of().parseHex(hex));
        }
        byte[] token = new byte[GymServer.TOKEN_BYTES];
        RANDOM.nextBytes(token);
        PythonProcess process;
        try {
            process = PythonProcess.start(python, String.valueOf(entry), token);
        } catch (IOException e) {
            throw new IOException(
                    "there is no Python '" + python + "'; name one with the package reprise-gym in REPRISE_PYTHON", e);
        }
        try {
            return connect(process.awaitAddress(patience), process, token);
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    private GymServer connect(String at, @Nullable PythonProcess process, byte[] token) throws IOException {
        SocketChannel socket = socket(at);
        GymChannel channel = new GymChannel(socket);
        try {
            return new GymServer(channel, process, token, patience);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketChannel socket(String at) throws IOException {
        if (at.startsWith("unix:")) {
            SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
            return connected(socket, UnixDomainSocketAddress.of(at.substring("unix:".length())));
        }
        String[] parts = at.split(":", 3);
        if (parts.length < 3 || !InetAddress.getByName(parts[1]).isLoopbackAddress()) {
            throw new IOException("an address is unix:PATH or tcp:127.0.0.1:PORT, not '" + at + "'");
        }
        SocketChannel socket = SocketChannel.open();
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return connected(socket, new InetSocketAddress(parts[1], Integer.parseInt(parts[2])));
    }

    private static SocketChannel connected(SocketChannel socket, SocketAddress address) throws IOException {
        try {
            socket.connect(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
