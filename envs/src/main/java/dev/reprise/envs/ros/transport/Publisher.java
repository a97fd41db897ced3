package dev.reprise.envs.ros.transport;

/** A topic that a node offers. */
public interface Publisher<T> extends AutoCloseable {
    /** The full name. */
    String topic();

    /** Sends a message to all who are connected. Never waits for them; after {@link #close} it does nothing. */
    void publish(T message);

    /** Connections of subscribers. A frozen one counts until its machine's network gives it up. */
    int numberOfSubscribers();

    /** Messages that were displaced from a slow subscriber's queue. */
    long dropped();

    /** Takes the topic off the graph, after what is queued has been sent or a second has passed. */
    @Override
    void close();
}
