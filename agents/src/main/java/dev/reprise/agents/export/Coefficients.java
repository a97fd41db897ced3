package dev.reprise.agents.export;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A float vector as ND4J writes it, big-endian: a buffer of longs that describes its shape, then a buffer with its
 * values; each buffer is a name for its allocation, its length, its type and its numbers.
 */
final class Coefficients {
    private static final String ALLOCATION = "MIXED_DATA_TYPES";
    /** ND4J's flag for arrays of floats. */
    private static final long FLOAT_FLAG = 8192;

    private Coefficients() {}

    /** Bytes that {@code count} numbers take. */
    static long size(int count) {
        return header(count).length + (long) Float.BYTES * count;
    }

    static byte[] encode(float[] values) {
        byte[] header = header(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(header.length + Float.BYTES * values.length);
        bytes.put(header).asFloatBuffer().put(values);
        return bytes.array();
    }

    /**
     * The {@code count} numbers that {@code bytes} hold.
     *
     * @throws IllegalArgumentException when {@code bytes} are not those of a vector of this length
     */
    static float[] decode(byte[] bytes, int count) {
        byte[] header = header(count);
        if (bytes.length != size(count) || !Arrays.equals(header, 0, header.length, bytes, 0, header.length)) {
            throw new IllegalArgumentException("its parameters are not a vector of " + count + " floats");
        }
        float[] values = new float[count];
        ByteBuffer.wrap(bytes, header.length, bytes.length - header.length)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private static byte[] header(int count) {
        // Rank, length, stride, flags, stride between elements, order.
        long[] shape = {1, count, 1, FLOAT_FLAG, 1, 'c'};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(ALLOCATION);
            out.writeLong(shape.length);
            out.writeUTF("LONG");
            for (long number : shape) {
                out.writeLong(number);
            }
            out.writeUTF(ALLOCATION);
            out.writeLong(count);
            out.writeUTF("FLOAT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
