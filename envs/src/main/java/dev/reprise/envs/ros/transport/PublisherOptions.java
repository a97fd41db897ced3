package dev.reprise.envs.ros.transport;

/**
 * How a topic is offered.
 *
 * @param queueSize messages that wait for one slow subscriber at most, at least 1; a further one displaces the oldest
 * @param latched whether a new subscriber is given the last message at once
 */
public record PublisherOptions(int queueSize, boolean latched) {
    /** Only the newest message counts: for commands and states. */
    public static final PublisherOptions NEWEST = new PublisherOptions(1, false);

    /** Whoever comes later gets the last message: for switches and settings. */
    public static final PublisherOptions LATCHED = new PublisherOptions(1, true);

    public PublisherOptions {
        if (queueSize < 1) {
            throw new IllegalArgumentException("a queue holds at least 1 message, not " + queueSize);
        }
    }

    public static PublisherOptions queue(int size) {
        return new PublisherOptions(size, false);
    }
}
