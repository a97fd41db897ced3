package dev.reprise.envs.ros.msg;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A type of messages: its name and definition in ROS, and how its values become bytes and come back.
 *
 * @param <T> its values
 */
public final class RosMessageType<T> {
    private static final String SEPARATOR = "=".repeat(80);

    private final String name;
    private final String text;
    private final List<RosMessageType<?>> parts;
    private final MessageDefinition definition;
    private final String md5;
    private final BiConsumer<T, WireWriter> writer;
    private final Function<WireReader, T> reader;

    private RosMessageType(
            String name,
            String text,
            BiConsumer<T, WireWriter> writer,
            Function<WireReader, T> reader,
            List<RosMessageType<?>> parts) {
        this.name = name;
        this.text = text;
        this.parts = parts;
        this.definition = new MessageDefinition(name, text, parts);
        this.md5 = MessageDefinition.md5(definition.hashed());
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Describes a type.
     *
     * @param name as in {@code sensor_msgs/JointState}
     * @param definition its lines of fields and constants, without comments
     * @param writer puts every field into the bytes, in the definition's order
     * @param reader takes them out in the same order
     * @param parts types that the definition mentions
     */
    public static <T> RosMessageType<T> of(
            String name,
            String definition,
            BiConsumer<T, WireWriter> writer,
            Function<WireReader, T> reader,
            RosMessageType<?>... parts) {
        return new RosMessageType<>(name, definition, writer, reader, List.of(parts));
    }

    public String name() {
        return name;
    }

    /** The sum of the definition by which two sides see that they mean the same type; 32 hexadecimal digits. */
    public String md5() {
        return md5;
    }

    /** The definition with those of its parts below it, as connections and bags carry it. */
    public String definition() {
        StringBuilder all = new StringBuilder(text);
        for (RosMessageType<?> part : allParts(new LinkedHashSet<>())) {
            all.append(SEPARATOR)
                    .append("\nMSG: ")
                    .append(part.name)
                    .append('\n')
                    .append(part.text);
        }
        return all.toString();
    }

    private Set<RosMessageType<?>> allParts(Set<RosMessageType<?>> found) {
        for (RosMessageType<?> part : parts) {
            if (found.add(part)) {
                part.allParts(found);
            }
        }
        return found;
    }

    /** Bytes that a value has at least. */
    int leastBytes() {
        return definition.leastBytes();
    }

    String hashed() {
        return definition.hashed();
    }

    /** Writes a value as a part of another. */
    public void write(T message, WireWriter out) {
        writer.accept(message, out);
    }

    /**
     * Reads a value as a part of another.
     *
     * @throws MalformedMessageException when the bytes end before the value does
     */
    public T read(WireReader in) {
        return reader.apply(in);
    }

    public byte[] encode(T message) {
        WireWriter out = new WireWriter();
        writer.accept(message, out);
        return out.bytes();
    }

    /**
     * Reads a whole message.
     *
     * @param bytes from position to limit
     * @throws MalformedMessageException when the bytes end before the message does, or after it
     */
    public T decode(ByteBuffer bytes) {
        WireReader in = new WireReader(bytes);
        T message = reader.apply(in);
        in.end();
        return message;
    }

    @Override
    public String toString() {
        return name;
    }
}
