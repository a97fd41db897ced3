package dev.reprise.envs.ros.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a transport hands a topic's messages to their listener: one at a time, counted, and none after the end. */
public final class Delivery<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final String topic;
    private final MessageListener<T> listener;
    private final Object turn = new Object();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param topic full name, for the log */
    public Delivery(String topic, MessageListener<T> listener) {
        this.topic = topic;
        this.listener = listener;
    }

    /** Hands a message over. A listener that throws is logged and gets the next one all the same. */
    public void deliver(T message, long receivedNanos) {
        synchronized (turn) {
            if (ended.get()) {
                return;
            }
            received.incrementAndGet();
            try {
                listener.onNewMessage(message, receivedNanos);
            } catch (RuntimeException e) {
                LOG.error("the listener to {} has failed", topic, e);
            }
        }
    }

    /** Counts a message that was none; the first one is logged. */
    public void reject(@Nullable String reason) {
        if (malformed.getAndIncrement() == 0) {
            LOG.warn("{}: a message was left out: {}; further ones are only counted", topic, reason);
        }
    }

    /** Messages that were handed over. */
    public long received() {
        return received.get();
    }

    /** Messages that were none. */
    public long malformed() {
        return malformed.get();
    }

    /** Whether nothing is handed over any more. */
    public boolean ended() {
        return ended.get();
    }

    /**
     * Hands nothing over from now on. Does not wait for a listener that is at work.
     *
     * @return whether this was the first call
     */
    public boolean end() {
        return !ended.getAndSet(true);
    }
}
