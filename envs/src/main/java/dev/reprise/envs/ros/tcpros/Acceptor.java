package dev.reprise.envs.ros.tcpros;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections of other nodes, hears their headers and hands them on. */
final class Acceptor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    /** Connections whose header is awaited, and those of services' callers. */
    private static final int MOST_THREADS = 128;

    private static final long IDLE_SECONDS = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Takes a connection; it is closed when this throws. */
    @FunctionalInterface
    interface Receiver {
        void receive(SocketChannel channel, ConnectionHeader header) throws IOException;
    }

    private final ServerSocketChannel server;
    private final LinkSettings settings;
    private final Receiver receiver;
    private final ExecutorService threads;

    Acceptor(LinkSettings settings, Receiver receiver) throws IOException {
        this.settings = settings;
        this.receiver = receiver;
        threads = new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "ros-connection " + settings.node());
                    thread.setDaemon(true);
                    return thread;
                });
        server = ServerSocketChannel.open()
                .bind(new InetSocketAddress(settings.reach().address(), 0));
        Thread thread = new Thread(this::accept, "ros-acceptor " + settings.node());
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.socket().getLocalPort();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (settings.reach().welcomes(channel.socket().getInetAddress())) {
                    greet(channel);
                } else {
                    LOG.warn("a connection from {} is refused", channel.getRemoteAddress());
                    channel.close();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("a connection could not be taken: {}", e.getMessage());
                // Out of file handles, most likely: let some come free.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void greet(SocketChannel channel) throws IOException {
        try {
            threads.execute(() -> hear(channel));
        } catch (RejectedExecutionException e) {
            LOG.warn("a connection from {} is refused: there are too many", channel.getRemoteAddress());
            channel.close();
        }
    }

    private void hear(SocketChannel channel) {
        try {
            receiver.receive(channel, ConnectionHeader.receive(channel.socket(), settings.deadline()));
        } catch (IOException e) {
            LOG.debug("a connection has ended: {}", e.getMessage());
            close(channel);
        } catch (RuntimeException e) {
            LOG.error("a connection has failed", e);
            close(channel);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        threads.shutdown();
    }
}
