package dev.reprise.envs.ros.robot;

import dev.reprise.envs.ros.transport.MessageListener;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest message of a topic and when it was received. Whoever waits for messages does so on the lock that all inboxes
 * of a robot share.
 */
final class Inbox<T> implements MessageListener<T> {
    private final String topic;
    private final Object lock;
    private final Predicate<T> concerns;
    private final ToLongFunction<T> stamp;
    private @Nullable T newest;
    private long receivedNanos;

    /**
     * @param concerns which messages are kept
     * @param stamp nanoseconds of ROS time that a message says it is of
     */
    Inbox(String topic, Object lock, Predicate<T> concerns, ToLongFunction<T> stamp) {
        this.topic = topic;
        this.lock = lock;
        this.concerns = concerns;
        this.stamp = stamp;
    }

    @Override
    public void onNewMessage(T message, long received) {
        synchronized (lock) {
            if (concerns.test(message)) {
                newest = message;
                receivedNanos = received;
                lock.notifyAll();
            }
        }
    }

    String topic() {
        return topic;
    }

    /** The newest message; to be called with the lock held. */
    @Nullable
    T newest() {
        return newest;
    }

    /** Whether a message was received at that time or later. */
    boolean since(long nanos) {
        return newest != null && receivedNanos - nanos >= 0;
    }

    /** When the newest was received. */
    long receivedNanos() {
        return receivedNanos;
    }

    /** The newest's stamp; -1 without one. */
    long stampNanos() {
        T message = newest;
        return message == null ? -1 : stamp.applyAsLong(message);
    }

    void forget() {
        newest = null;
    }
}
