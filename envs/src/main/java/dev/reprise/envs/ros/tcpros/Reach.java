package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.transport.RosException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node listens, and with whom it speaks: one on loopback only with its own machine's loopback, whatever
 * addresses it is told.
 *
 * @param host as other nodes are told
 * @param address of that host, where the node listens
 */
record Reach(String host, InetAddress address) {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

    /** @throws RosException when there is no such host */
    static Reach of(String host) throws RosException {
        Reach reach = new Reach(host, resolved(host));
        if (!reach.address.isLoopbackAddress()) {
            LOG.warn(
                    "this node listens on {}: ROS 1 has no passwords, so that whoever reaches it can command it",
                    reach.address);
        }
        return reach;
    }

    private static InetAddress resolved(String host) throws RosException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new RosException("there is no host '" + host + "'", e);
        }
    }

    boolean welcomes(InetAddress peer) {
        return peer.isLoopbackAddress() || !address.isLoopbackAddress();
    }

    /**
     * Gives a peer's address.
     *
     * @throws Refusal when this node must not speak with it
     * @throws RosException when there is no such host
     */
    InetSocketAddress peer(String peerHost, int port) throws RosException {
        InetAddress peer = resolved(peerHost);
        if (!welcomes(peer)) {
            throw new Refusal(peerHost + " (" + peer.getHostAddress() + ") is not on loopback, but this node is: set "
                    + "ROS_IP to this machine's address, or that of the other to 127.0.0.1");
        }
        if (port < 1 || port > 65535) {
            throw new RosException(peerHost + " cannot be reached at port " + port);
        }
        return new InetSocketAddress(peer, port);
    }
}
