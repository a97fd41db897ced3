package dev.reprise.agents.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The safetensors format: an unsigned 64-bit header length, a JSON header that names type, shape and place of each
 * array, and the arrays, all little-endian. Arrays here are one-dimensional; Python's safetensors reads the files.
 *
 * <p>Reading is bounded: every length is checked against the file before anything is allocated for it, and the JSON is
 * taken apart by a pattern that knows this one shape only.
 */
public final class Safetensors {
    private static final int MAX_HEADER_BYTES = 16 << 20;
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*\"([^\"\\\\]{1,500})\"\\s*:\\s*\\{\\s*\"dtype\"\\s*:\\s*\"([A-Z0-9]{1,8})\"\\s*,\\s*\"shape\"\\s*:\\s*"
                    + "\\[\\s*(\\d{1,18})\\s*\\]\\s*,\\s*\"data_offsets\"\\s*:\\s*\\[\\s*(\\d{1,18})\\s*,\\s*(\\d{1,18})\\s*\\]"
                    + "\\s*\\}\\s*(,|\\})");

    private Safetensors() {}

    /** Writes a state to a new file, through to the disk. */
    public static void write(Path file, SavedState state) throws IOException {
        StringBuilder header = new StringBuilder("{");
        long offset = 0;
        for (Map.Entry<String, Object> entry : state.arrays().entrySet()) {
            long bytes = (long) length(entry.getValue()) * type(entry.getValue()).bytes;
            header.append(header.length() > 1 ? "," : "")
                    .append('"')
                    .append(checkedName(entry.getKey()))
                    .append("\":{\"dtype\":\"")
                    .append(type(entry.getValue()))
                    .append("\",\"shape\":[")
                    .append(length(entry.getValue()))
                    .append("],\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(offset + bytes)
                    .append("]}");
            offset += bytes;
        }
        header.append('}');
        while (header.length() % 8 != 0) {
            header.append(' ');
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] headerLength = new byte[8];
            little(headerLength).putLong(json.length);
            out.write(headerLength);
            out.write(json);
            for (Object array : state.arrays().values()) {
                out.write(encode(array));
            }
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it is not a safetensors file as {@link #write} makes it
     */
    public static SavedState read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        if (all.length < 8) {
            throw damaged(file, "it is shorter than its header");
        }
        long headerBytes = buffer.getLong();
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > all.length - 8) {
            throw damaged(file, "its header claims " + headerBytes + " bytes");
        }
        String header = new String(all, 8, (int) headerBytes, StandardCharsets.UTF_8).strip();
        int dataStart = 8 + (int) headerBytes;
        SavedState state = new SavedState();
        if (header.equals("{}")) {
            return state;
        }
        if (!header.startsWith("{")) {
            throw damaged(file, "its header is no JSON object");
        }
        Matcher entry = ENTRY.matcher(header);
        int at = 1;
        boolean more = true;
        while (more) {
            entry.region(at, header.length());
            if (!entry.lookingAt()) {
                throw damaged(file, "its header cannot be read at character " + at);
            }
            readEntry(file, state, entry, buffer, dataStart);
            at = entry.end();
            more = entry.group(6).equals(",");
        }
        if (at != header.length()) {
            throw damaged(file, "its header goes on after its end");
        }
        return state;
    }

    private static void readEntry(Path file, SavedState state, Matcher entry, ByteBuffer buffer, int dataStart) {
        Type type;
        try {
            type = Type.valueOf(entry.group(2));
        } catch (IllegalArgumentException e) {
            throw damaged(file, "it holds numbers of the unknown type " + entry.group(2));
        }
        long count = Long.parseLong(entry.group(3));
        long from = Long.parseLong(entry.group(4));
        long to = Long.parseLong(entry.group(5));
        if (from > to || to > buffer.capacity() - dataStart || to - from != count * type.bytes) {
            throw damaged(file, "array '" + entry.group(1) + "' does not lie inside it");
        }
        ByteBuffer data =
                buffer.slice(dataStart + (int) from, (int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
        state.put(entry.group(1), type.decode(data, (int) count));
    }

    private enum Type {
        F32(4),
        F64(8),
        I64(8),
        I32(4),
        U8(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        private Object decode(ByteBuffer data, int count) {
            if (this == F32) {
                float[] floats = new float[count];
                data.asFloatBuffer().get(floats);
                return floats;
            }
            if (this == F64) {
                double[] doubles = new double[count];
                data.asDoubleBuffer().get(doubles);
                return doubles;
            }
            if (this == I64) {
                long[] longs = new long[count];
                data.asLongBuffer().get(longs);
                return longs;
            }
            if (this == I32) {
                int[] ints = new int[count];
                data.asIntBuffer().get(ints);
                return ints;
            }
            byte[] octets = new byte[count];
            data.get(octets);
            return octets;
        }
    }

    private static Type type(Object array) {
        if (array instanceof float[]) {
            return Type.F32;
        }
        if (array instanceof double[]) {
            return Type.F64;
        }
        if (array instanceof long[]) {
            return Type.I64;
        }
        return array instanceof int[] ? Type.I32 : Type.U8;
    }

    private static int length(Object array) {
        return java.lang.reflect.Array.getLength(array);
    }

    private static byte[] encode(Object array) {
        byte[] bytes = new byte[Math.multiplyExact(length(array), type(array).bytes)];
        ByteBuffer buffer = little(bytes);
        if (array instanceof float[] floats) {
            buffer.asFloatBuffer().put(floats);
        } else if (array instanceof double[] doubles) {
            buffer.asDoubleBuffer().put(doubles);
        } else if (array instanceof long[] longs) {
            buffer.asLongBuffer().put(longs);
        } else if (array instanceof int[] ints) {
            buffer.asIntBuffer().put(ints);
        } else {
            buffer.put((byte[]) array);
        }
        return bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String checkedName(String name) {
        if (name.indexOf('"') >= 0 || name.indexOf('\\') >= 0 || name.length() > 500) {
            throw new IllegalArgumentException("array name '" + name + "' cannot be written");
        }
        return name;
    }

    private static IllegalArgumentException damaged(Path file, String why) {
        return new IllegalArgumentException(file + " is no safetensors file of ours: " + why);
    }
}
