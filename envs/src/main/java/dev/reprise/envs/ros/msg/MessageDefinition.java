package dev.reprise.envs.ros.msg;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message's definition, read line by line: what its sum and its smallest size are. */
final class MessageDefinition {
    private static final Pattern CONSTANT = Pattern.compile("(\\w+)\\s+(\\w+)\\s*=\\s*(.*)");
    private static final Pattern FIELD = Pattern.compile("([\\w/]+)(\\[(\\d*)\\])?\\s+(\\w+)");
    private static final int LENGTH = Integer.BYTES;

    private static final Map<String, Integer> BUILT_IN = Map.ofEntries(
            Map.entry("bool", 1),
            Map.entry("byte", 1),
            Map.entry("char", 1),
            Map.entry("int8", 1),
            Map.entry("uint8", 1),
            Map.entry("int16", 2),
            Map.entry("uint16", 2),
            Map.entry("int32", 4),
            Map.entry("uint32", 4),
            Map.entry("int64", 8),
            Map.entry("uint64", 8),
            Map.entry("float32", 4),
            Map.entry("float64", 8),
            Map.entry("time", 8),
            Map.entry("duration", 8),
            Map.entry("string", LENGTH));

    private final List<String> constants = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private int leastBytes;

    /** @param parts messages that this one is made of */
    MessageDefinition(String name, String text, List<RosMessageType<?>> parts) {
        String home = name.substring(0, name.indexOf('/') + 1);
        for (String line :
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            Matcher constant = CONSTANT.matcher(line);
            Matcher field = FIELD.matcher(line);
            if (constant.matches()) {
                constants.add(constant.group(1) + " " + constant.group(2) + "=" + constant.group(3));
            } else if (field.matches()) {
                field(field, home, parts);
            } else {
                throw new IllegalArgumentException(name + ": '" + line + "' is neither a field nor a constant");
            }
        }
    }

    private void field(Matcher field, String home, List<RosMessageType<?>> parts) {
        String type = field.group(1);
        Integer builtIn = BUILT_IN.get(type);
        int elementBytes;
        if (builtIn != null) {
            elementBytes = builtIn;
            fields.add(field.group());
        } else {
            RosMessageType<?> part = part(type, home, parts);
            elementBytes = part.leastBytes();
            fields.add(part.md5() + " " + field.group(4));
        }
        if (field.group(2) == null) {
            leastBytes += elementBytes;
        } else {
            leastBytes += field.group(3).isEmpty() ? LENGTH : Integer.parseInt(field.group(3)) * elementBytes;
        }
    }

    private static RosMessageType<?> part(String type, String home, List<RosMessageType<?>> parts) {
        String full = type.equals("Header") ? "std_msgs/Header" : type.contains("/") ? type : home + type;
        return parts.stream()
                .filter(p -> p.name().equals(full))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part " + full + " was given"));
    }

    int leastBytes() {
        return leastBytes;
    }

    /** What is hashed: constants, then fields, a part's type replaced by its sum. */
    String hashed() {
        List<String> lines = new ArrayList<>(constants);
        lines.addAll(fields);
        return String.join("\n", lines);
    }

    static String md5(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
