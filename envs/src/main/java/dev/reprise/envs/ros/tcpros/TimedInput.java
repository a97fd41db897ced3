package dev.reprise.envs.ros.tcpros;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;

/** What a socket receives until a deadline. */
final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final long deadline;

    /** @param deadline by {@link System#nanoTime} */
    TimedInput(Socket socket, long deadline) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadline = deadline;
    }

    /**
     * Tells how long may be waited.
     *
     * @throws InterruptedIOException when the deadline has passed
     */
    static int millisLeft(long deadline) throws InterruptedIOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new InterruptedIOException("the other side is too slow");
        }
        return (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        socket.setSoTimeout(millisLeft(deadline));
        return in.read(bytes, from, count);
    }
}
