package dev.reprise.envs.ros.master;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who offers or wants what: names of topics or services, and the nodes of each with an address. */
final class Registry {
    private final Map<String, Map<String, String>> entries = new TreeMap<>();

    void put(String name, String node, String address) {
        entries.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(node, address);
    }

    /** Only when the address is the one that was registered: a node that was replaced must not remove its successor. */
    boolean remove(String name, String node, String address) {
        Map<String, String> nodes = entries.get(name);
        boolean removed = nodes != null && nodes.remove(node, address);
        if (nodes != null && nodes.isEmpty()) {
            entries.remove(name);
        }
        return removed;
    }

    void removeNode(String node) {
        entries.values().forEach(nodes -> nodes.remove(node));
        entries.values().removeIf(Map::isEmpty);
    }

    List<String> addresses(String name) {
        return List.copyOf(entries.getOrDefault(name, Map.of()).values());
    }

    @Nullable
    String addressOfAny(String name) {
        List<String> all = addresses(name);
        return all.isEmpty() ? null : all.get(0);
    }

    boolean hasNode(String node) {
        return entries.values().stream().anyMatch(nodes -> nodes.containsKey(node));
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    void keepOnly(String name, String node) {
        Map<String, String> nodes = entries.get(name);
        if (nodes != null) {
            nodes.keySet().retainAll(List.of(node));
        }
    }

    /** Names with their nodes' names. */
    List<Object> state() {
        List<Object> state = new ArrayList<>();
        entries.forEach((name, nodes) -> state.add(List.of(name, List.copyOf(nodes.keySet()))));
        return state;
    }
}
