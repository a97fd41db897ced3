package dev.reprise.envs.ros.transport;

import java.util.SortedMap;
import java.util.SortedSet;

/** What a master knows of its graph; dead nodes that never said goodbye included. All names are full. */
public interface GraphView {
    /** Topics that somebody publishes or subscribes to, with their types ({@code *} when only tools listen). */
    SortedMap<String, String> topics() throws RosException;

    /** Topics with the nodes that publish them. */
    SortedMap<String, SortedSet<String>> publishers() throws RosException;

    /** Topics with the nodes that subscribe to them. */
    SortedMap<String, SortedSet<String>> subscribers() throws RosException;

    /** Services with the node that offers each. */
    SortedMap<String, SortedSet<String>> services() throws RosException;

    /** All nodes. */
    SortedSet<String> nodes() throws RosException;
}
