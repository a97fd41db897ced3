package dev.reprise.sim.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Default classes. A class begins as a copy of the one around it, and later changes to that one do not reach it, as in
 * MuJoCo.
 */
final class Defaults {
    private static final String MAIN = "main";
    /** Ways to turn a frame other than by quaternion; the last that is given holds. */
    private static final Set<String> TURNS = Set.of("axisangle", "euler", "xyaxes", "zaxis");
    /** Arrays of which the first numbers may be set and the others kept. */
    private static final Set<String> PARTIAL = Set.of("size", "friction", "gear", "gainprm", "biasprm", "polycoef");

    /** By class, then by kind of element. */
    private final Map<String, Map<String, Map<String, Attribute>>> classes = new HashMap<>();

    /** Reads all defaults of a model. */
    Defaults(XmlElement root) {
        classes.put(MAIN, new HashMap<>());
        for (XmlElement section : root.children("default")) {
            if (!section.attributes().getOrDefault("class", MAIN).equals(MAIN)) {
                throw section.error("the outermost default class is '" + MAIN
                        + "' and cannot be renamed; put a <default class=\"…\"> into a <default>");
            }
            read(section, MAIN);
        }
    }

    private void read(XmlElement section, String name) {
        Map<String, Map<String, Attribute>> kinds = defined(section, name);
        for (XmlElement child : section.children()) {
            if (!child.name().equals("default")) {
                kinds.merge(
                        kind(child), merged(kinds.getOrDefault(kind(child), Map.of()), child), (old, merged) -> merged);
            }
        }
        for (XmlElement child : section.children("default")) {
            String inner = child.attribute("class");
            if (inner.isEmpty()) {
                throw child.error("a <default> within another needs a class");
            }
            if (classes.putIfAbsent(inner, new HashMap<>(kinds)) != null) {
                throw child.error("the default class '" + inner + "' already exists");
            }
            read(child, inner);
        }
    }

    /**
     * An element's attributes over those of its class.
     *
     * @param inherited class of elements that name none, or empty
     */
    Attributes of(XmlElement element, String inherited) {
        return of(element, inherited, kind(element));
    }

    /** The same, where the name of the element does not tell its kind. */
    Attributes of(XmlElement element, String inherited, String kind) {
        String named = element.attributes().getOrDefault("class", inherited);
        Map<String, Map<String, Attribute>> kinds = defined(element, named.isEmpty() ? MAIN : named);
        return new Attributes(element, merged(kinds.getOrDefault(kind, Map.of()), element));
    }

    private Map<String, Map<String, Attribute>> defined(XmlElement user, String name) {
        Map<String, Map<String, Attribute>> kinds = classes.get(name);
        if (kinds == null) {
            throw user.error("there is no default class '" + name + "'" + NearestName.hint(name, classes.keySet()));
        }
        return kinds;
    }

    /** Throws when there is no such class. */
    void require(XmlElement user, String name) {
        defined(user, name);
    }

    private static String kind(XmlElement element) {
        return switch (element.name()) {
            case "general", "motor", "position", "velocity" -> "actuator";
            default -> element.name();
        };
    }

    private static Map<String, Attribute> merged(Map<String, Attribute> base, XmlElement element) {
        Map<String, Attribute> own = ActuatorShortcut.general(element, base);
        Map<String, Attribute> merged = new LinkedHashMap<>(base);
        List<String> turns = own.keySet().stream().filter(TURNS::contains).toList();
        if (turns.size() > 1 || (!turns.isEmpty() && own.containsKey("quat"))) {
            throw element.error("a frame is turned in one way: give one of quat, axisangle, euler, xyaxes, zaxis");
        }
        if (!turns.isEmpty()) {
            merged.keySet().removeAll(TURNS);
        } else if (own.containsKey("quat") && merged.keySet().stream().anyMatch(TURNS::contains)) {
            throw element.error("quat is without effect as its default class turns the frame in another way");
        }
        own.forEach((name, value) -> merged.merge(name, value, (old, now) -> over(name, old, now)));
        return merged;
    }

    private static Attribute over(String name, Attribute old, Attribute now) {
        if (!PARTIAL.contains(name)) {
            return now;
        }
        List<String> words = new ArrayList<>(now.words());
        old.words().stream().skip(words.size()).forEach(words::add);
        return new Attribute(String.join(" ", words), now.source());
    }

    /** The attributes that an element sets itself. */
    static Map<String, Attribute> own(XmlElement element) {
        Map<String, Attribute> own = new LinkedHashMap<>();
        element.attributes().forEach((name, value) -> {
            // As in MuJoCo: an empty value is none.
            if (!value.isBlank()) {
                own.put(name, new Attribute(value, element));
            }
        });
        return own;
    }
}
