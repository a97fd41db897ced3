package dev.reprise.agents.state;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
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
    /** What a Java array can hold. */
    private static final int MAX_NUMBERS = Integer.MAX_VALUE - 8;
    /** Files may be larger than any buffer, and than what is free beside the state itself. */
    private static final int BLOCK_BYTES = 1 << 18;

    private static final Pattern ENTRY = Pattern.compile(
            "\\s*\"([^\"\\\\]{1,500})\"\\s*:\\s*\\{\\s*\"dtype\"\\s*:\\s*\"([A-Z0-9]{1,8})\"\\s*,\\s*\"shape\"\\s*:\\s*"
                    + "\\[\\s*(\\d{1,18})\\s*\\]\\s*,\\s*\"data_offsets\"\\s*:\\s*\\[\\s*(\\d{1,18})\\s*,\\s*(\\d{1,18})\\s*\\]"
                    + "\\s*\\}\\s*(,|\\})");

    private Safetensors() {}

    /** Writes a state to a file. */
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
        ByteBuffer block = block();
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(block.putLong(0, json.length).array(), 0, 8);
            out.write(json);
            for (Object array : state.arrays().values()) {
                write(out, array, block);
            }
        }
    }

    private static ByteBuffer block() {
        return ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(OutputStream out, Object array, ByteBuffer block) throws IOException {
        Type type = type(array);
        int most = BLOCK_BYTES / type.bytes;
        for (long at = 0; at < length(array); at += most) {
            int count = (int) Math.min(most, length(array) - at);
            type.put(array, (int) at, count, block.clear());
            out.write(block.array(), 0, count * type.bytes);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it is not a safetensors file as {@link #write} makes it
     */
    public static SavedState read(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return read(file, in);
        } catch (EOFException e) {
            throw new IllegalArgumentException(file + " has become shorter while it was read", e);
        }
    }

    private static SavedState read(Path file, RandomAccessFile in) throws IOException {
        if (in.length() < 8) {
            throw damaged(file, "it is shorter than its header");
        }
        ByteBuffer block = block();
        in.readFully(block.array(), 0, 8);
        long headerBytes = block.getLong(0);
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > in.length() - 8) {
            throw damaged(file, "its header claims " + headerBytes + " bytes");
        }
        byte[] json = new byte[(int) headerBytes];
        in.readFully(json);
        String header = new String(json, StandardCharsets.UTF_8).strip();
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
            state.put(entry.group(1), array(file, in, entry, 8 + headerBytes, block));
            at = entry.end();
            more = entry.group(6).equals(",");
        }
        if (at != header.length()) {
            throw damaged(file, "its header goes on after its end");
        }
        return state;
    }

    private static Object array(Path file, RandomAccessFile in, Matcher entry, long dataStart, ByteBuffer block)
            throws IOException {
        Type type;
        try {
            type = Type.valueOf(entry.group(2));
        } catch (IllegalArgumentException e) {
            throw damaged(file, "it holds numbers of the unknown type " + entry.group(2));
        }
        long count = Long.parseLong(entry.group(3));
        long from = Long.parseLong(entry.group(4));
        long to = Long.parseLong(entry.group(5));
        if (from > to || to > in.length() - dataStart || count > MAX_NUMBERS || to - from != count * type.bytes) {
            throw damaged(file, "array '" + entry.group(1) + "' does not lie inside it");
        }
        in.seek(dataStart + from);
        Object array = type.array((int) count);
        int most = BLOCK_BYTES / type.bytes;
        for (long at = 0; at < count; at += most) {
            int numbers = (int) Math.min(most, count - at);
            in.readFully(block.array(), 0, numbers * type.bytes);
            type.get(block.clear(), array, (int) at, numbers);
        }
        return array;
    }

    private enum Type {
        F32(4) {
            @Override
            Object array(int count) {
                return new float[count];
            }

            @Override
            void get(ByteBuffer from, Object array, int at, int count) {
                from.asFloatBuffer().get((float[]) array, at, count);
            }

            @Override
            void put(Object array, int at, int count, ByteBuffer to) {
                to.asFloatBuffer().put((float[]) array, at, count);
            }
        },
        F64(8) {
            @Override
            Object array(int count) {
                return new double[count];
            }

            @Override
            void get(ByteBuffer from, Object array, int at, int count) {
                from.asDoubleBuffer().get((double[]) array, at, count);
            }

            @Override
            void put(Object array, int at, int count, ByteBuffer to) {
                to.asDoubleBuffer().put((double[]) array, at, count);
            }
        },
        I64(8) {
            @Override
            Object array(int count) {
                return new long[count];
            }

            @Override
            void get(ByteBuffer from, Object array, int at, int count) {
                from.asLongBuffer().get((long[]) array, at, count);
            }

            @Override
            void put(Object array, int at, int count, ByteBuffer to) {
                to.asLongBuffer().put((long[]) array, at, count);
            }
        },
        I32(4) {
            @Override
            Object array(int count) {
                return new int[count];
            }

            @Override
            void get(ByteBuffer from, Object array, int at, int count) {
                from.asIntBuffer().get((int[]) array, at, count);
            }

            @Override
            void put(Object array, int at, int count, ByteBuffer to) {
                to.asIntBuffer().put((int[]) array, at, count);
            }
        },
        U8(1) {
            @Override
            Object array(int count) {
                return new byte[count];
            }

            @Override
            void get(ByteBuffer from, Object array, int at, int count) {
                from.get((byte[]) array, at, count);
            }

            @Override
            void put(Object array, int at, int count, ByteBuffer to) {
                to.put((byte[]) array, at, count);
            }
        };

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        abstract Object array(int count);

        /** Copies what {@code from} holds to {@code count} numbers of an array. */
        abstract void get(ByteBuffer from, Object array, int at, int count);

        /** Copies {@code count} numbers of an array to the beginning of {@code to}. */
        abstract void put(Object array, int at, int count, ByteBuffer to);
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
