package dev.reprise.envs.ros.tcpros;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What two sides of a TCPROS connection tell each other first.
 *
 * @param fields by name
 */
record ConnectionHeader(Map<String, String> fields) {
    /** Bytes. */
    static final int LONGEST = 64 << 10;

    private static final int LENGTH = Integer.BYTES;

    ConnectionHeader {
        fields = Map.copyOf(fields);
    }

    /** A field's value, empty where there is none. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /** With the length of all in front. */
    byte[] encode() {
        List<byte[]> lines = new ArrayList<>();
        int size = 0;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            byte[] line = (field.getKey() + "=" + field.getValue()).getBytes(StandardCharsets.UTF_8);
            lines.add(line);
            size += LENGTH + line.length;
        }
        ByteBuffer out = ByteBuffer.allocate(LENGTH + size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(size);
        lines.forEach(line -> out.putInt(line.length).put(line));
        return out.array();
    }

    /**
     * Reads a header without its length.
     *
     * @throws IOException when it is none
     */
    static ConnectionHeader decode(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, String> fields = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            int length = in.remaining() < LENGTH ? -1 : in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new IOException("a connection's header is broken");
            }
            String line = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
            int sign = line.indexOf('=');
            if (sign < 1) {
                throw new IOException("a connection's header has a field without '='");
            }
            fields.put(line.substring(0, sign), line.substring(sign + 1));
            in.position(in.position() + length);
        }
        return new ConnectionHeader(fields);
    }

    /**
     * Receives a header, and leaves the socket without a timeout.
     *
     * @param deadline by {@link System#nanoTime}
     * @throws IOException when none has come until then, or it is too long or broken
     */
    static ConnectionHeader receive(Socket socket, long deadline) throws IOException {
        InputStream in = new TimedInput(socket, deadline);
        int size = ByteBuffer.wrap(filled(in, LENGTH))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (size < 0 || size > LONGEST) {
            throw new IOException("a connection's header has " + Integer.toUnsignedString(size) + " bytes, at most "
                    + LONGEST + " are taken");
        }
        byte[] bytes = filled(in, size);
        socket.setSoTimeout(0);
        return decode(bytes);
    }

    private static byte[] filled(InputStream in, int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new IOException("the connection was closed before its header had come");
        }
        return bytes;
    }
}
