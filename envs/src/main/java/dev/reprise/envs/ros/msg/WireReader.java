package dev.reprise.envs.ros.msg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Takes values out of a message's bytes (little-endian, lengths and counts as uint32). A length is compared with the
 * bytes that are left before anything is allocated for it; what does not fit is a {@link MalformedMessageException}.
 */
public final class WireReader {
    private static final int LENGTH = Integer.BYTES;

    private final ByteBuffer bytes;

    /** @param bytes from its position to its limit, which this reader moves along */
    public WireReader(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    public int remaining() {
        return bytes.remaining();
    }

    private void need(long count, String what) {
        if (count > bytes.remaining()) {
            throw new MalformedMessageException(what + " of " + count + " bytes where " + bytes.remaining()
                    + (bytes.remaining() == 1 ? " byte is left" : " bytes are left"));
        }
    }

    public boolean bool() {
        return int8() != 0;
    }

    public byte int8() {
        need(Byte.BYTES, "a value");
        return bytes.get();
    }

    public int uint8() {
        return Byte.toUnsignedInt(int8());
    }

    public short int16() {
        need(Short.BYTES, "a value");
        return bytes.getShort();
    }

    public int uint16() {
        return Short.toUnsignedInt(int16());
    }

    public int int32() {
        need(Integer.BYTES, "a value");
        return bytes.getInt();
    }

    public long uint32() {
        return Integer.toUnsignedLong(int32());
    }

    /** Of uint64 as well, whose upper half is negative here. */
    public long int64() {
        need(Long.BYTES, "a value");
        return bytes.getLong();
    }

    public float float32() {
        return Float.intBitsToFloat(int32());
    }

    public double float64() {
        return Double.longBitsToDouble(int64());
    }

    public RosTime time() {
        return new RosTime(int32(), int32());
    }

    public RosDuration duration() {
        return new RosDuration(int32(), int32());
    }

    /** Bytes that are no UTF-8 become replacement characters. */
    public String string() {
        int length = count(1, "a string");
        if (length == 0) {
            return "";
        }
        byte[] utf8 = new byte[length];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    public List<String> strings() {
        return list(LENGTH, WireReader::string);
    }

    /**
     * Reads an array of any length.
     *
     * @param leastBytes that an element can have, at least 1
     */
    public <T> List<T> list(int leastBytes, Function<WireReader, T> element) {
        int count = count(leastBytes, "an array");
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(element.apply(this));
        }
        return List.copyOf(values);
    }

    public <T> T part(RosMessageType<T> type) {
        return type.read(this);
    }

    public <T> List<T> list(RosMessageType<T> type) {
        return list(type.leastBytes(), type::read);
    }

    public byte[] int8s() {
        byte[] values = new byte[count(Byte.BYTES, "an array")];
        bytes.get(values);
        return values;
    }

    public short[] int16s() {
        short[] values = new short[count(Short.BYTES, "an array")];
        bytes.asShortBuffer().get(values);
        return skip(values, values.length * Short.BYTES);
    }

    public int[] int32s() {
        int[] values = new int[count(Integer.BYTES, "an array")];
        bytes.asIntBuffer().get(values);
        return skip(values, values.length * Integer.BYTES);
    }

    public long[] int64s() {
        long[] values = new long[count(Long.BYTES, "an array")];
        bytes.asLongBuffer().get(values);
        return skip(values, values.length * Long.BYTES);
    }

    public float[] float32s() {
        float[] values = new float[count(Float.BYTES, "an array")];
        bytes.asFloatBuffer().get(values);
        return skip(values, values.length * Float.BYTES);
    }

    public double[] float64s() {
        return float64s(count(Double.BYTES, "an array"));
    }

    /** Reads an array of a length that the definition tells. */
    public double[] float64s(int count) {
        need((long) count * Double.BYTES, "an array");
        double[] values = new double[count];
        bytes.asDoubleBuffer().get(values);
        return skip(values, count * Double.BYTES);
    }

    private <A> A skip(A values, int length) {
        bytes.position(bytes.position() + length);
        return values;
    }

    private int count(int elementBytes, String what) {
        long count = uint32();
        need(count * elementBytes, what);
        return (int) count;
    }

    /** @throws MalformedMessageException when something is left */
    public void end() {
        if (bytes.hasRemaining()) {
            throw new MalformedMessageException(bytes.remaining() + " bytes follow the message");
        }
    }
}
