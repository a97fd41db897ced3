package dev.reprise.envs.ros.transport;

import org.jspecify.annotations.Nullable;

/** A topic that a node listens to. */
public interface Subscriber extends AutoCloseable {
    /** The full name. */
    String topic();

    /**
     * Connections to publishers. One that was killed counts no more within some 10 ms; a frozen one, or one behind a
     * pulled cable, counts on: look at the age of its messages.
     */
    int numberOfPublishers();

    /**
     * Connections to publishers that were made so far. One that is made anew counts again: by it a publisher that was replaced
     * by another is seen, however quickly.
     */
    long connections();

    /** Messages that reached the listener. */
    long received();

    /** Messages that were left out because their bytes are none of the type's, or because they were too long. */
    long malformed();

    /** Why a publisher is refused for good (another type under the same topic, say), in one sentence; null if none is. */
    @Nullable
    String refusal();

    @Override
    void close();
}
