package dev.reprise.envs.gym;

import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Where clients of served environments connect: a Unix socket of its owner's, or a port of the loopback interface. */
public final class GymListener implements AutoCloseable {
    private final ServerSocketChannel socket;
    private final String address;
    private final @Nullable Path path;

    private GymListener(ServerSocketChannel socket, String address, @Nullable Path path) {
        this.socket = socket;
        this.address = address;
        this.path = path;
    }

    /**
     * Listens.
     *
     * @param port of the loopback interface, 0 for any free one; null for a Unix socket in a new folder of its owner's
     */
    public static GymListener open(@Nullable Integer port) throws IOException {
        if (port != null) {
            ServerSocketChannel tcp = ServerSocketChannel.open();
            tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new GymListener(tcp, "tcp:127.0.0.1:" + tcp.socket().getLocalPort(), null);
        }
        Path folder = Files.createTempDirectory(
                "reprise-serve-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path path = folder.resolve("socket");
        ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        unix.bind(UnixDomainSocketAddress.of(path));
        return new GymListener(unix, "unix:" + path, path);
    }

    /** What clients are told: {@code unix:PATH} or {@code tcp:127.0.0.1:PORT}. */
    public String address() {
        return address;
    }

    /** Whether a client can still connect. */
    public boolean isOpen() {
        return socket.isOpen();
    }

    /**
     * Waits for a client and serves it until it leaves.
     *
     * @param environments side by side, fresh ones
     * @param token that it has to know, 32 bytes
     * @param last whether nobody is served after one that knows it, so that this closes then
     * @throws IOException when it does not, breaks the protocol, or an environment fails
     */
    public void serve(TaskSuite suite, int environments, byte[] token, boolean last) throws IOException {
        SocketChannel client = socket.accept();
        try (GymChannel channel = new GymChannel(client)) {
            if (path == null) {
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            GymHost.greet(channel, token);
            if (last) {
                close();
            }
            try (GymHost host = new GymHost(suite, environments)) {
                host.converse(channel);
            }
        }
    }

    /** Removes the socket's file and its folder: nobody else can connect. Harmless when it was done before. */
    public void unlink() throws IOException {
        if (path != null) {
            Files.deleteIfExists(path);
            Path folder = path.getParent();
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        unlink();
    }
}
