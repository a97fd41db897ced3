package dev.reprise.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Trees and texts drawn at random, with a weight on what trips YAML. */
class RoundTripTest {
    private static final Origin HERE = Origin.application("drawn");
    private static final String[] AWKWARD = {
        "yes",
        "No",
        "null",
        "~",
        "True",
        "1e3",
        "-1",
        "+.5",
        "0x1F",
        "0o17",
        "1_000",
        "1:30",
        "2026-01-01",
        ".inf",
        ".NaN",
        ": #",
        " lead",
        "trail ",
        "",
        " ",
        "\t",
        "\n",
        "a\nb\n",
        "a: b",
        "a #b",
        "- x",
        "-",
        "?",
        "? x",
        "!tag",
        "&a",
        "*a",
        "<<",
        "=",
        "[",
        "]",
        "{}",
        ",",
        "%d",
        "@",
        "`",
        "'",
        "\"",
        "\\",
        "\\n",
        "|",
        ">",
        "---",
        "...",
        "é",
        "日本語",
        "😀",
        "\u0000",
        "\u0007",
        "\u0085",
        "\u00a0x",
        "\u2028",
        "\ufeff",
        "\ud800",
        "\udc00a",
        "\uffff",
        "\r\n",
        "a\\",
        "..",
        "./x",
        "#",
        "0..4",
        "reach-north-east",
        "a.b",
        "x\u3000"
    };

    private final Random random = new Random(42);

    @Test
    void anyTreeParsesBackToItself() {
        for (int i = 0; i < 1_500; i++) {
            MapNode tree = map(1);
            String text = YamlWriter.text(tree);
            assertEquals(bare(tree), bare(YamlReader.document(text, line -> HERE)), text);
            assertEquals(text, ConfigTree.parse(text, "x").toYaml());
        }
    }

    @Test
    void anyDoubleAndFloatReadsBackAsItself() {
        for (int i = 0; i < 1_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(number(NumberText.of(value))));
            }
            float coarse = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(coarse)) {
                assertEquals(coarse, Float.parseFloat(number(NumberText.of(coarse))));
            }
            double fraction = random.nextInt(10_000) / 1e4;
            assertEquals(Double.toString(fraction + 1), NumberText.of(fraction + 1));
        }
    }

    @Test
    void numbersAreWrittenShort() {
        assertEquals("64.0", NumberText.of(64.0));
        assertEquals("0.0003", NumberText.of(3e-4));
        assertEquals("1.0e-5", NumberText.of(1e-5));
        assertEquals("-1.25e-7", NumberText.of(-1.25e-7));
        assertEquals("1000000.0", NumberText.of(1e6));
        assertEquals("1.0e+30", NumberText.of(1e30));
        assertEquals("5.0e-324", NumberText.of(Double.MIN_VALUE));
        assertEquals("0.1", NumberText.of(0.1f));
        assertEquals("-0.0", NumberText.of(-0.0));
        assertEquals("0.0", NumberText.of(0f));
    }

    private static String number(String text) {
        assertEquals(ScalarNode.Kind.REAL, ScalarNode.number(HERE, text).kind(), text);
        return text;
    }

    private MapNode map(int depth) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            entries.put(text(), node(depth));
        }
        return new MapNode(HERE, entries);
    }

    private Node node(int depth) {
        int kind = random.nextInt(depth < 5 ? 8 : 6);
        if (kind == 7) {
            return map(depth + 1);
        }
        if (kind == 6) {
            List<Node> items = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                items.add(node(depth + 1));
            }
            return new ListNode(HERE, items);
        }
        return switch (kind) {
            case 0 -> ScalarNode.nothing(HERE);
            case 1 -> ScalarNode.flag(HERE, random.nextBoolean());
            case 2 -> ScalarNode.number(HERE, Long.toString(random.nextLong()));
            case 3 -> ScalarNode.number(HERE, NumberText.of(random.nextGaussian()));
            default -> ScalarNode.text(HERE, text());
        };
    }

    private String text() {
        if (random.nextInt(4) > 0) {
            return AWKWARD[random.nextInt(AWKWARD.length)];
        }
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            int wide = random.nextInt(6);
            text.append((char)
                    (wide == 0
                            ? random.nextInt(0x10000)
                            : wide == 1 ? random.nextInt(0x100) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    /** Without origins. */
    private static Object bare(Node node) {
        if (node instanceof MapNode map) {
            List<Object> entries = new ArrayList<>();
            map.entries().forEach((key, value) -> entries.add(List.of(key, bare(value))));
            return Map.of("map", entries);
        }
        if (node instanceof ListNode list) {
            return list.items().stream().map(RoundTripTest::bare).toList();
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.kind() + " " + scalar.text();
    }
}
