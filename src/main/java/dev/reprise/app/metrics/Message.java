package dev.reprise.app.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A message in the wire format of protocol buffers, field by field in the order of the calls. */
final class Message {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A whole number, 0 or more. */
    Message number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** A double. */
    Message number(int field, double value) {
        tag(field, EIGHT_BYTES);
        little(Double.doubleToRawLongBits(value), 8);
        return this;
    }

    /** A float. */
    Message single(int field, float value) {
        tag(field, FOUR_BYTES);
        little(Float.floatToRawIntBits(value), 4);
        return this;
    }

    /** Doubles, packed. */
    Message numbers(int field, double[] values) {
        tag(field, LENGTH);
        varint(8L * values.length);
        for (double value : values) {
            little(Double.doubleToRawLongBits(value), 8);
        }
        return this;
    }

    Message text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message inner) {
        return bytes(field, inner.toBytes());
    }

    Message bytes(int field, byte[] bytes) {
        tag(field, LENGTH);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** The fields of another behind these. */
    Message append(Message other) {
        out.writeBytes(other.toBytes());
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private void little(long bits, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (bits >>> (8 * i)));
        }
    }
}
