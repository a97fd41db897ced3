package dev.reprise.sim.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An element of a model file, and where it stands.
 *
 * @param line where its tag begins, from 1
 */
record XmlElement(String name, Path file, int line, Map<String, String> attributes, List<XmlElement> children) {
    /** The value of an attribute, or empty. */
    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    /** Children with this name. */
    List<XmlElement> children(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    /** File and line, for messages. */
    String place() {
        return file + ", line " + line;
    }

    /** What is wrong here. */
    MjcfException error(String message) {
        return new MjcfException(place() + ": " + message);
    }

    /** What is wrong here, and the cause. */
    MjcfException error(String message, Throwable cause) {
        return new MjcfException(place() + ": " + message, cause);
    }
}
