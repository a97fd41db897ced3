package dev.reprise.envs.ros.tcpros;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames to be sent. */
final class Frames {
    private Frames() {}

    /** The payload with its length in front. */
    static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    /** A service's answer: whether it worked, then a frame. */
    static byte[] answer(boolean worked, byte[] payload) {
        return ByteBuffer.allocate(1 + Integer.BYTES + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (worked ? 1 : 0))
                .putInt(payload.length)
                .put(payload)
                .array();
    }
}
