package dev.reprise.sim.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A value and the element that sets it: one of the model's, or a default's.
 */
record Attribute(String text, XmlElement source) {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** The words or numbers that the text consists of. */
    List<String> words() {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(SPACE.split(stripped, -1));
    }
}
