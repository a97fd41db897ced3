package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.RosTransport;

/** ROS 1 on the JDK alone. */
public final class TcprosTransport implements RosTransport {
    @Override
    public RosNode open(NodeConfiguration configuration) throws RosException {
        return TcprosNode.open(configuration);
    }
}
