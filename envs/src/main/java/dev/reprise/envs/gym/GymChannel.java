package dev.reprise.envs.gym;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/**
 * Frames over a socket: a length (of what follows), a type and a payload, little-endian. Nothing is taken in before
 * its length has been checked. An answer that does not come in time closes the channel.
 */
final class GymChannel implements AutoCloseable {
    /** Of a frame's type and payload together. */
    static final int MOST_BYTES = 1 << 20;

    private static final int HEAD = 5;
    private static final int INITIAL = 4096;

    private final SocketChannel socket;
    private final Deadline deadline;
    private ByteBuffer out = buffer(INITIAL);
    private ByteBuffer in = buffer(INITIAL);

    GymChannel(SocketChannel socket) {
        this.socket = socket;
        this.deadline = new Deadline(socket);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IOException when there is nobody, or nobody who takes it up in time */
    void connect(SocketAddress address, double seconds) throws IOException {
        deadline.set(seconds);
        try {
            socket.connect(address);
        } catch (IOException e) {
            throw late(e);
        } finally {
            deadline.clear();
        }
    }

    private IOException late(IOException failure) {
        return deadline.passed()
                ? new IOException("nothing came within " + deadline.seconds() + " s", failure)
                : failure;
    }

    /**
     * Begins a frame.
     *
     * @param payload bytes that will be put into the buffer
     * @return where they go
     */
    ByteBuffer request(int type, int payload) {
        if (1 + payload > MOST_BYTES) {
            throw new IllegalArgumentException("a frame has at most " + MOST_BYTES + " bytes, not " + (1 + payload));
        }
        if (HEAD + payload > out.capacity()) {
            out = buffer(HEAD + payload);
        }
        return out.clear().limit(HEAD + payload).putInt(1 + payload).put((byte) type);
    }

    /**
     * Sends the request and waits for its answer.
     *
     * @param type that the answer must have
     * @return its payload, until the next request
     * @throws IOException when the other side is gone, too slow, or breaks the protocol
     */
    ByteBuffer ask(int type, double seconds) throws IOException {
        deadline.set(seconds);
        try {
            send();
            return receive(type);
        } finally {
            deadline.clear();
        }
    }

    /** Sends the frame that was begun. */
    void send() throws IOException {
        out.flip();
        try {
            while (out.hasRemaining()) {
                socket.write(out);
            }
        } catch (IOException e) {
            throw late(e);
        }
    }

    private ByteBuffer receive(int type) throws IOException {
        int given = next();
        if (given < 0) {
            throw new EOFException("the server has closed the connection");
        }
        if (given != type) {
            throw new IOException("an answer of type " + type + " was expected, not " + given);
        }
        return in;
    }

    /**
     * Waits for a frame.
     *
     * @return its type, -1 when the other side has left; its payload is in {@link #payload}
     * @throws IOException when it breaks the protocol
     */
    int next() throws IOException {
        in.clear();
        if (read() < 0) {
            return -1;
        }
        fill(HEAD);
        int length = in.getInt(0);
        if (length < 1 || length > MOST_BYTES) {
            throw new IOException("a frame has 1 to " + MOST_BYTES + " bytes, not " + Integer.toUnsignedString(length));
        }
        int whole = Integer.BYTES + length;
        if (whole > in.capacity()) {
            ByteBuffer larger = buffer(whole);
            in.flip();
            larger.put(in);
            in = larger;
        }
        fill(whole);
        if (in.position() > whole) {
            throw new IOException("a frame is followed by something that nobody asked for");
        }
        in.flip().position(HEAD);
        return Byte.toUnsignedInt(in.get(Integer.BYTES));
    }

    /** Of the frame that came last, until the next one. */
    ByteBuffer payload() {
        return in;
    }

    private void fill(int bytes) throws IOException {
        while (in.position() < bytes) {
            if (read() < 0) {
                throw new EOFException("the connection ended inside a frame");
            }
        }
    }

    private int read() throws IOException {
        try {
            return socket.read(in);
        } catch (IOException e) {
            throw late(e);
        }
    }

    /** Sets the longest wait for what is awaited next, seconds; 0 for no end. */
    void patience(double seconds) {
        if (seconds > 0) {
            deadline.set(seconds);
        } else {
            deadline.clear();
        }
    }

    @Override
    public void close() {
        deadline.close();
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
