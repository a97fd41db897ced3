package dev.reprise.sim.model;

import java.util.HashMap;
import java.util.Map;

/** Names of things of one kind, each with its index; no two are the same, and things may have none. */
final class Names {
    private final String kind;
    private final Map<String, Integer> indices = new HashMap<>();
    private int count;

    Names(String kind) {
        this.kind = kind;
    }

    /** Takes in the next thing and gives it its index. */
    int add(String name, Attributes owner) {
        if (!name.isEmpty() && indices.putIfAbsent(name, count) != null) {
            throw owner.error("has the name of another " + kind + "; names must differ");
        }
        return count++;
    }

    /** Index of what an attribute names, which must be there. */
    int index(Attributes user, String attribute) {
        if (!user.has(attribute)) {
            throw user.error("needs the attribute '" + attribute + "', the name of a " + kind);
        }
        String name = user.text(attribute, "");
        Integer index = indices.get(name);
        if (index == null) {
            throw user.error(
                    attribute, "there is no " + kind + " '" + name + "'" + NearestName.hint(name, indices.keySet()));
        }
        return index;
    }
}
