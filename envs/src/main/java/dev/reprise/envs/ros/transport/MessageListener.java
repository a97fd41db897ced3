package dev.reprise.envs.ros.transport;

/** Takes a topic's messages. */
@FunctionalInterface
public interface MessageListener<T> {
    /**
     * Takes a message.
     *
     * @param receivedNanos when its last byte had been read, by {@link System#nanoTime}: not to be mistaken for a
     *     stamp in the message, which is another clock's and cannot be trusted
     */
    void onNewMessage(T message, long receivedNanos);
}
