package dev.reprise.app.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map whose entries keep the order in which they were written. */
record MapNode(Origin origin, Map<String, Node> entries) implements Node {
    MapNode {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /**
     * This map with {@code over} laid on it: maps merge key by key, everything else is replaced. Where two maps meet
     * the result has the origin of the upper one: that is the file which the user can change.
     */
    MapNode merge(MapNode over) {
        Map<String, Node> merged = new LinkedHashMap<>(entries);
        over.entries.forEach((key, upper) -> merged.put(
                key,
                entries.get(key) instanceof MapNode lower && upper instanceof MapNode map ? lower.merge(map) : upper));
        return new MapNode(over.origin, merged);
    }

    /** This map with one entry put in, at its old place if the key was there. */
    MapNode with(String key, Node value) {
        Map<String, Node> changed = new LinkedHashMap<>(entries);
        changed.put(key, value);
        return new MapNode(origin, changed);
    }
}
