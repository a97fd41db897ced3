package dev.reprise.envs.ros.api;

import dev.reprise.envs.ros.transport.GraphView;
import dev.reprise.envs.ros.transport.RosException;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The master's graph. */
public record MasterGraph(RosApi master) implements GraphView {
    private static final String UNKNOWN = "*";
    private static final int PUBLISHERS = 0;
    private static final int SUBSCRIBERS = 1;
    private static final int SERVICES = 2;

    @Override
    public SortedMap<String, String> topics() throws RosException {
        SortedMap<String, String> types = new TreeMap<>();
        List<?> state = state();
        pairs(state.get(PUBLISHERS)).keySet().forEach(topic -> types.put(topic, UNKNOWN));
        pairs(state.get(SUBSCRIBERS)).keySet().forEach(topic -> types.put(topic, UNKNOWN));
        for (Object pair : master.list("getTopicTypes")) {
            if (pair instanceof List<?> entry && entry.size() == 2) {
                types.replace(String.valueOf(entry.get(0)), String.valueOf(entry.get(1)));
            }
        }
        return types;
    }

    @Override
    public SortedMap<String, SortedSet<String>> publishers() throws RosException {
        return pairs(state().get(PUBLISHERS));
    }

    @Override
    public SortedMap<String, SortedSet<String>> subscribers() throws RosException {
        return pairs(state().get(SUBSCRIBERS));
    }

    @Override
    public SortedMap<String, SortedSet<String>> services() throws RosException {
        return pairs(state().get(SERVICES));
    }

    @Override
    public SortedSet<String> nodes() throws RosException {
        SortedSet<String> nodes = new TreeSet<>();
        for (Object part : state()) {
            pairs(part).values().forEach(nodes::addAll);
        }
        return nodes;
    }

    private List<?> state() throws RosException {
        List<?> state = master.list("getSystemState");
        if (state.size() != SERVICES + 1) {
            throw new RosException(master.server() + " answers 'getSystemState' with something else than ROS does");
        }
        return state;
    }

    private static SortedMap<String, SortedSet<String>> pairs(Object part) {
        SortedMap<String, SortedSet<String>> pairs = new TreeMap<>();
        if (part instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof List<?> pair && pair.size() == 2 && pair.get(1) instanceof List<?> nodes) {
                    SortedSet<String> names = new TreeSet<>();
                    nodes.forEach(node -> names.add(String.valueOf(node)));
                    pairs.put(String.valueOf(pair.get(0)), names);
                }
            }
        }
        return pairs;
    }
}
