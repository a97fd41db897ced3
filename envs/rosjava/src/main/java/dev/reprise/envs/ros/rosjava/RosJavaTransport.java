package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.RosTransport;

/**
 * ROS 1 by ROSJava. It keeps the interface's promises but for these: queues to slow subscribers are ROSJava's and drop
 * nothing; a listener that is slower than its topic gets the newest 16 messages; a service that was closed cannot be
 * offered again by the same node; a publisher that was killed counts until the master forgets it; when a master restarts, ROSJava does not register
 * again; peers elsewhere are not refused; a node that loses its name cannot be reached or heard any more, and hears of it
 * within half a second.
 */
public final class RosJavaTransport implements RosTransport {
    @Override
    public RosNode open(NodeConfiguration configuration) throws RosException {
        return RosJavaNode.open(configuration);
    }
}
