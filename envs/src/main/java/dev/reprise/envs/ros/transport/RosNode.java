package dev.reprise.envs.ros.transport;

import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.msg.RosTime;
import java.util.function.Consumer;

/**
 * A node of a ROS graph. Its methods may be called by any thread. Names that are passed in are resolved by
 * {@link GraphNames}: {@code a} lies in the node's namespace, {@code /a} at the root, {@code ~a} below the node.
 *
 * <p>When the master dies, connections go on and only calls of the master fail; when another one answers at its
 * address, the node registers again by itself.
 */
public interface RosNode extends AutoCloseable {
    /** How its names become the graph's. */
    GraphNames names();

    /** The full name, as in {@code /arm/policy}. */
    default String name() {
        return names().node();
    }

    /** The full name that the graph knows a topic, a service or a parameter by. */
    default String resolve(String name) {
        return names().resolve(name);
    }

    /**
     * Offers a topic. Messages that are published before a subscriber has connected are lost, unless the topic is
     * latched.
     *
     * @throws RosException when the master does not answer, or this node publishes the topic already
     */
    <T> Publisher<T> newPublisher(String topic, RosMessageType<T> type, PublisherOptions options) throws RosException;

    /**
     * Listens to a topic, from all who publish it now or later.
     *
     * @param listener called for one message at a time, on a thread that reads from a connection: it must be quick
     * @throws RosException when the master does not answer
     */
    <T> Subscriber newSubscriber(String topic, RosMessageType<T> type, MessageListener<T> listener) throws RosException;

    /**
     * Offers a service.
     *
     * @param handler called for one request at a time
     * @throws RosException when the master does not answer, or this node has the service already
     */
    <Q, A> ServiceServer newServiceServer(String service, RosServiceType<Q, A> type, ServiceHandler<Q, A> handler)
            throws RosException;

    /** Prepares calls of a service, which need not be there yet. */
    <Q, A> ServiceClient<Q, A> newServiceClient(String service, RosServiceType<Q, A> type);

    /** The master's parameters. */
    ParameterTree parameters();

    /** Who is there. */
    GraphView graph();

    /**
     * The time on {@code /clock} when the parameter {@code /use_sim_time} was true at the node's start, the system's
     * otherwise. Zero before the first message on {@code /clock}.
     */
    RosTime now();

    /** Whether the master answered when it was last asked, about twice a second. */
    boolean masterAnswers();

    /**
     * Calls a listener when the master has told this node to go, as it does when another node takes its name. The
     * node stays open until it is closed, so that a robot can be stopped first.
     *
     * @param listener is given the reason, on a thread of the node's; at once if the order has come already
     */
    void onShutdown(Consumer<String> listener);

    /** Takes everything of this node's off the graph and closes its connections. Does nothing the second time. */
    @Override
    void close();
}
