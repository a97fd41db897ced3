package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.xmlrpc.XmlRpcClient;
import dev.reprise.envs.ros.xmlrpc.XmlRpcServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A publisher that can send anything; by its registration a good one. */
final class FakePublisher implements AutoCloseable {
    /** What is done with a connection after the subscriber's header has been read. */
    interface Behaviour {
        void serve(Socket socket, OutputStream out) throws Exception;
    }

    /** When it was connected to, by {@link System#nanoTime}. */
    final List<Long> connections = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final XmlRpcServer slave;
    private final Behaviour behaviour;

    FakePublisher(URI master, String topic, RosMessageType<?> type, Behaviour behaviour) throws IOException {
        this(master, topic, type, "127.0.0.1", "127.0.0.1", behaviour);
    }

    /**
     * @param host that the master is told
     * @param topicHost that subscribers are told
     */
    FakePublisher(URI master, String topic, RosMessageType<?> type, String host, String topicHost, Behaviour behaviour)
            throws IOException {
        this.behaviour = behaviour;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        slave = new XmlRpcServer(InetAddress.getLoopbackAddress(), 0, peer -> true, 1 << 20, (method, arguments) -> {
            return switch (method) {
                case "requestTopic" -> List.of(1, "", List.of("TCPROS", topicHost, server.getLocalPort()));
                case "getPublications" -> List.of(1, "", List.of(List.of(topic, type.name())));
                default -> List.of(1, "", 0);
            };
        });
        Thread thread = new Thread(this::accept);
        thread.setDaemon(true);
        thread.start();
        String uri = "http://" + host + ":" + slave.port() + "/";
        new XmlRpcClient(Duration.ofSeconds(3), 1 << 20)
                .call(master, "registerPublisher", "/fake_" + slave.port(), topic, type.name(), uri);
    }

    static byte[] header(RosMessageType<?> type) {
        return new ConnectionHeader(
                        Map.of("callerid", "/fake", "type", type.name(), "md5sum", type.md5(), "latching", "0"))
                .encode();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        connections.add(System.nanoTime());
        try (socket) {
            ConnectionHeader.receive(socket, System.nanoTime() + 3_000_000_000L);
            behaviour.serve(socket, socket.getOutputStream());
        } catch (Exception e) {
            // The subscriber has left.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        slave.close();
    }
}
