package dev.reprise.envs.ros.master;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree of parameters: a name's parts lead through maps to a value. Not for several threads. */
final class Parameters {
    private Map<String, Object> root = new LinkedHashMap<>();

    private static List<String> path(String name) {
        return Arrays.stream(name.split("/", -1)).filter(p -> !p.isEmpty()).toList();
    }

    Optional<Object> get(String name) {
        Object value = root;
        for (String part : path(name)) {
            Object next = value instanceof Map<?, ?> map ? map.get(part) : null;
            if (next == null) {
                return Optional.empty();
            }
            value = next;
        }
        return Optional.of(copy(value));
    }

    void set(String name, Object value) {
        List<String> path = path(name);
        if (path.isEmpty()) {
            root = value instanceof Map<?, ?> map ? copied(map) : new LinkedHashMap<>();
            return;
        }
        Map<String, Object> parent = root;
        for (String part : path.subList(0, path.size() - 1)) {
            Map<String, Object> child = child(parent, part);
            parent.put(part, child);
            parent = child;
        }
        parent.put(path.get(path.size() - 1), copy(value));
    }

    /** @return whether it was there */
    boolean delete(String name) {
        List<String> path = path(name);
        if (path.isEmpty()) {
            root = new LinkedHashMap<>();
            return true;
        }
        Map<String, Object> parent = root;
        for (String part : path.subList(0, path.size() - 1)) {
            parent = child(parent, part);
        }
        return parent.remove(path.get(path.size() - 1)) != null;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        collect("", root, names);
        return names;
    }

    private static void collect(String prefix, Map<String, Object> map, List<String> names) {
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> below) {
                collect(prefix + "/" + key, copied(below), names);
            } else {
                names.add(prefix + "/" + key);
            }
        });
    }

    @SuppressWarnings("unchecked") // Every map in the tree was made here.
    private static Map<String, Object> child(Map<String, Object> parent, String part) {
        return parent.get(part) instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
    }

    private static Object copy(Object value) {
        return value instanceof Map<?, ?> map ? copied(map) : value;
    }

    private static Map<String, Object> copied(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, copy(value)));
        return copy;
    }
}
