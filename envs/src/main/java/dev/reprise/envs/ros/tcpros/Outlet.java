package dev.reprise.envs.ros.tcpros;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to one subscriber, with the messages that wait for it. */
final class Outlet {
    /** The subscriber's name. */
    final String peer;

    private final SocketChannel channel;
    private final OutletLoop loop;
    private final Consumer<Outlet> onClose;
    private final int most;
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private @Nullable ByteBuffer current;
    private long dropped;
    private boolean closed;

    /**
     * @param channel that does not block
     * @param most messages that may wait
     */
    Outlet(String peer, SocketChannel channel, OutletLoop loop, int most, Consumer<Outlet> onClose) {
        this.peer = peer;
        this.channel = channel;
        this.loop = loop;
        this.most = most;
        this.onClose = onClose;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Sends a frame, or puts it in line. Never waits. */
    void send(byte[] frame) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (waiting.size() == most) {
                waiting.remove();
                dropped++;
            }
            waiting.add(ByteBuffer.wrap(frame));
        }
        flush();
    }

    /** Sends what the socket takes. */
    void flush() {
        try {
            if (!flushed()) {
                loop.awaitRoom(this);
            }
        } catch (IOException e) {
            close();
        }
    }

    private synchronized boolean flushed() throws IOException {
        while (!closed) {
            if (current == null) {
                current = waiting.poll();
            }
            if (current == null) {
                return true;
            }
            channel.write(current);
            if (current.hasRemaining()) {
                return false;
            }
            current = null;
        }
        return true;
    }

    synchronized boolean isIdle() {
        return closed || (current == null && waiting.isEmpty());
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized long dropped() {
        return dropped;
    }

    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        onClose.accept(this);
    }
}
