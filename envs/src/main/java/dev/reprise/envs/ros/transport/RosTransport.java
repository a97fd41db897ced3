package dev.reprise.envs.ros.transport;

/** A way to speak ROS 1. */
public interface RosTransport {
    /**
     * Starts a node. It is known to the master from its first publisher, subscriber or service on.
     *
     * @throws RosException when the master does not answer, or the node's own address cannot be used
     */
    RosNode open(NodeConfiguration configuration) throws RosException;
}
