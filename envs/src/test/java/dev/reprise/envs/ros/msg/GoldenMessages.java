package dev.reprise.envs.ros.msg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * ROS's sums and bytes of every message, as its own library for Python gave them; {@code messages.py} writes them
 * anew.
 */
public record GoldenMessages(SortedMap<String, Golden> byType) {
    /** What ROS says of one message. */
    public record Golden(String md5, byte[] bytes) {}

    /** Of a type that is among them. */
    public Golden of(RosMessageType<?> type) {
        return Objects.requireNonNull(byType.get(type.name()), type::name);
    }

    /** The checked-in ones. */
    public static GoldenMessages read() throws IOException {
        try (InputStream in = GoldenMessages.class.getResourceAsStream("golden.txt")) {
            if (in == null) {
                throw new IOException("golden.txt is missing");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What {@code messages.py} prints: type, md5 and bytes per line. */
    static GoldenMessages parse(String text) {
        SortedMap<String, Golden> all = new TreeMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            all.put(words[0], new Golden(words[1], HexFormat.of().parseHex(words[2])));
        }
        return new GoldenMessages(all);
    }
}
