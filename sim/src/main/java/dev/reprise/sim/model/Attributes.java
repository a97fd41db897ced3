package dev.reprise.sim.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attributes of an element, defaults filled in, read as what they stand for. */
final class Attributes {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    /** Products of a few numbers of a model stay finite. */
    private static final double LARGEST = 1e30;

    private static final int MAX_GROUP = 5;

    private final XmlElement element;
    private final Map<String, Attribute> values;

    Attributes(XmlElement element, Map<String, Attribute> values) {
        this.element = element;
        this.values = values;
    }

    /** Those of the element alone. */
    static Attributes of(XmlElement element) {
        return new Attributes(element, Defaults.own(element));
    }

    XmlElement element() {
        return element;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Empty when there is none. */
    String name() {
        return text("name", "");
    }

    String text(String name, String fallback) {
        Attribute value = values.get(name);
        return value == null ? fallback : value.text().strip();
    }

    /** The name of a file or folder. */
    Path path(String name) {
        try {
            return Path.of(text(name, "").replace('\\', '/'));
        } catch (InvalidPathException e) {
            throw error(name, "is no name of a file (" + e.getMessage() + ")");
        }
    }

    /** One of some words. */
    String word(String name, String fallback, List<String> allowed) {
        String word = text(name, fallback);
        if (!allowed.contains(word)) {
            throw error(name, "'" + word + "' is not supported, only " + String.join(", ", allowed));
        }
        return word;
    }

    boolean flag(String name, boolean fallback) {
        return word(name, Boolean.toString(fallback), List.of("true", "false")).equals("true");
    }

    double number(String name, double fallback) {
        return has(name) ? numbers(name, 1)[0] : fallback;
    }

    int integer(String name, int fallback) {
        double number = number(name, fallback);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw error(name, "must be a whole number, not " + text(name, ""));
        }
        return (int) number;
    }
    /** The group of geoms or sites. */
    int group() {
        int group = integer("group", 0);
        if (group < 0 || group > MAX_GROUP) {
            throw error("group", "must be 0 … " + MAX_GROUP);
        }
        return group;
    }

    /** So many numbers. */
    double[] numbers(String name, int count) {
        double[] numbers = numbers(name);
        if (numbers.length != count) {
            throw error(name, "needs " + count + " numbers, not " + numbers.length);
        }
        return numbers;
    }

    /** The first of the fallback's numbers replaced by those that are given. */
    double[] upTo(String name, double... fallback) {
        double[] numbers = numbers(name);
        if (numbers.length > fallback.length) {
            throw error(name, "takes at most " + fallback.length + " numbers, not " + numbers.length);
        }
        System.arraycopy(numbers, 0, fallback, 0, numbers.length);
        return fallback;
    }

    Vector3 vector(String name, Vector3 fallback) {
        if (!has(name)) {
            return fallback;
        }
        double[] v = numbers(name, 3);
        return new Vector3(v[0], v[1], v[2]);
    }

    /** A vector made as long as 1. */
    Vector3 direction(String name, Vector3 fallback) {
        Vector3 vector = vector(name, fallback);
        if (vector.norm() < 1e-10) {
            throw error(name, "must have a direction, not be 0 0 0");
        }
        return vector.normalized();
    }

    Rgba rgba(String name, Rgba fallback) {
        if (!has(name)) {
            return fallback;
        }
        double[] c = numbers(name, 4);
        return new Rgba((float) c[0], (float) c[1], (float) c[2], (float) c[3]);
    }

    /** All numbers of a value; none when it is missing. */
    double[] numbers(String name) {
        Attribute value = values.get(name);
        List<String> words = value == null ? List.of() : value.words();
        double[] numbers = new double[words.size()];
        for (int i = 0; i < numbers.length; i++) {
            String word = words.get(i);
            if (!NUMBER.matcher(word).matches()) {
                throw error(name, "'" + word + "' is no number");
            }
            numbers[i] = Double.parseDouble(word);
            if (Math.abs(numbers[i]) > LARGEST) {
                throw error(name, "'" + word + "' is too large a number");
            }
        }
        return numbers;
    }

    /** A range that holds when a second attribute says so, or when it is set and limits are found automatically. */
    @Nullable
    Range limits(String limited, String range, boolean automatic) {
        String holds = word(limited, "auto", List.of("true", "false", "auto"));
        double[] ends = has(range) ? numbers(range, 2) : new double[2];
        if (holds.equals("false")) {
            return null;
        }
        if (holds.equals("auto")) {
            if (!automatic && has(range)) {
                throw error(range, "is without effect; set " + limited + "=\"true\" or the compiler's autolimits");
            }
            if (!(ends[0] < ends[1])) {
                return null;
            }
        }
        if (!(ends[0] < ends[1])) {
            throw error(has(range) ? range : limited, "needs a " + range + " that begins below its end");
        }
        return new Range(ends[0], ends[1]);
    }

    /** What is wrong with an attribute, where it is set. */
    MjcfException error(String attribute, String message) {
        Attribute value = values.get(attribute);
        XmlElement source = value == null ? element : value.source();
        String name = name();
        return source.error("<" + source.name() + "> "
                + (name.isEmpty() || !source.equals(element) ? "" : "'" + name + "' ")
                + "attribute '" + attribute + "': " + message);
    }

    /** What is wrong with the element. */
    MjcfException error(String message) {
        String name = name();
        return element.error("<" + element.name() + ">" + (name.isEmpty() ? "" : " '" + name + "'") + " " + message);
    }
}
