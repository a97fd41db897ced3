package dev.reprise.envs.ros.msg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Puts values into a message's bytes, little-endian; grows as needed. */
public final class WireWriter {
    private static final int INITIAL = 256;

    private ByteBuffer bytes = ByteBuffer.allocate(INITIAL).order(ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer room(int count) {
        if (count > bytes.remaining()) {
            int size = Math.max(bytes.capacity() * 2, Math.addExact(bytes.position(), count));
            bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
        }
        return bytes;
    }

    public WireWriter bool(boolean value) {
        return int8(value ? 1 : 0);
    }

    /** Of uint8 as well: the lowest eight bits count. */
    public WireWriter int8(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    /** Of uint16 as well: the lowest sixteen bits count. */
    public WireWriter int16(int value) {
        room(Short.BYTES).putShort((short) value);
        return this;
    }

    public WireWriter int32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    public WireWriter uint32(long value) {
        return int32((int) value);
    }

    /** Of uint64 as well. */
    public WireWriter int64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    public WireWriter float32(float value) {
        room(Float.BYTES).putFloat(value);
        return this;
    }

    public WireWriter float64(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    public WireWriter time(RosTime value) {
        return int32(value.seconds()).int32(value.nanoseconds());
    }

    public WireWriter duration(RosDuration value) {
        return int32(value.seconds()).int32(value.nanoseconds());
    }

    public WireWriter string(String value) {
        return int8s(value.getBytes(StandardCharsets.UTF_8));
    }

    public WireWriter strings(List<String> values) {
        return list(values, (text, out) -> out.string(text));
    }

    /** An array of any length. */
    public <T> WireWriter list(List<T> values, BiConsumer<T, WireWriter> element) {
        int32(values.size());
        values.forEach(value -> element.accept(value, this));
        return this;
    }

    public <T> WireWriter part(RosMessageType<T> type, T value) {
        type.write(value, this);
        return this;
    }

    public <T> WireWriter list(List<T> values, RosMessageType<T> type) {
        return list(values, type::write);
    }

    public WireWriter int8s(byte[] values) {
        int32(values.length);
        room(values.length).put(values);
        return this;
    }

    public WireWriter int16s(short[] values) {
        int32(values.length);
        return moved(
                room(values.length * Short.BYTES).asShortBuffer().put(values).position() * Short.BYTES);
    }

    public WireWriter int32s(int[] values) {
        int32(values.length);
        return moved(
                room(values.length * Integer.BYTES).asIntBuffer().put(values).position() * Integer.BYTES);
    }

    public WireWriter int64s(long[] values) {
        int32(values.length);
        return moved(room(values.length * Long.BYTES).asLongBuffer().put(values).position() * Long.BYTES);
    }

    public WireWriter float32s(float[] values) {
        int32(values.length);
        return moved(
                room(values.length * Float.BYTES).asFloatBuffer().put(values).position() * Float.BYTES);
    }

    public WireWriter float64s(double[] values) {
        return int32(values.length).fixedFloat64s(values);
    }

    /** An array of a length that the definition tells. */
    public WireWriter fixedFloat64s(double[] values) {
        return moved(
                room(values.length * Double.BYTES).asDoubleBuffer().put(values).position() * Double.BYTES);
    }

    private WireWriter moved(int count) {
        bytes.position(bytes.position() + count);
        return this;
    }

    /** A copy of all that was written. */
    public byte[] bytes() {
        byte[] copy = new byte[bytes.position()];
        bytes.get(0, copy);
        return copy;
    }
}
