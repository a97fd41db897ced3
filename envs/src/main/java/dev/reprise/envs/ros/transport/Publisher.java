package dev.reprise.envs.ros.transport;

import org.jspecify.annotations.Nullable;

/** A topic that a node offers. */
public interface Publisher<T> extends AutoCloseable {
    /** The full name. */
    String topic();

    /** Sends a message to all who are connected. Never waits for them; after {@link #close} it does nothing. */
    void publish(T message);

    /** Connections of subscribers. A frozen one counts until its machine's network gives it up. */
    int numberOfSubscribers();

    /**
     * Why the newest of its subscribers was refused for good (another type under the same topic, say), in one sentence; null when
     * it was not, or where ROS's own implementation does not tell.
     */
    @Nullable
    String refusal();

    /** Messages that were displaced from a slow subscriber's queue. */
    long dropped();

    /** Takes the topic off the graph, after what is queued has been sent or a second has passed. */
    @Override
    void close();
}
