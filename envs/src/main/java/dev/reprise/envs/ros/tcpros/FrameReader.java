package dev.reprise.envs.ros.tcpros;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads frames, a length and as many bytes each. Memory is taken as the bytes come, not as the length promises, and is
 * used again for the next frame.
 */
final class FrameReader {
    private static final int INITIAL = 4096;

    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[INITIAL];

    /** @param longest bytes that a frame may have */
    FrameReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, INITIAL);
        this.longest = longest;
    }

    /** A frame that is longer than allowed; what follows it cannot be found. */
    static final class TooLongException extends IOException {
        TooLongException(int length, int longest) {
            super("a message has " + Integer.toUnsignedString(length) + " bytes, at most " + longest + " are taken");
        }
    }

    /**
     * Waits for a frame.
     *
     * @return its bytes, until the next one
     * @throws IOException at the end of the stream
     */
    ByteBuffer next() throws IOException {
        fill(0, Integer.BYTES);
        int length = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > longest) {
            throw new TooLongException(length, longest);
        }
        int filled = 0;
        while (filled < length) {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(length, 2L * filled));
            }
            int end = Math.min(length, buffer.length);
            fill(filled, end);
            filled = end;
        }
        return ByteBuffer.wrap(buffer, 0, length);
    }

    /** Waits for one byte. */
    int nextByte() throws IOException {
        fill(0, 1);
        return Byte.toUnsignedInt(buffer[0]);
    }

    private void fill(int from, int to) throws IOException {
        if (in.readNBytes(buffer, from, to - from) < to - from) {
            throw new EOFException("the other side has closed the connection");
        }
    }
}
