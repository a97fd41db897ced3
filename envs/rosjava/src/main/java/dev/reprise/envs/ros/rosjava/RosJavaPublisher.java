package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.transport.Publisher;
import org.jspecify.annotations.Nullable;

/** A topic that ROSJava offers. */
final class RosJavaPublisher<T> implements Publisher<T> {
    private final String topic;
    private final org.ros.node.topic.Publisher<T> publisher;
    private final Runnable onClose;
    private boolean closed;

    RosJavaPublisher(String topic, org.ros.node.topic.Publisher<T> publisher, Runnable onClose) {
        this.topic = topic;
        this.publisher = publisher;
        this.onClose = onClose;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public synchronized void publish(T message) {
        if (!closed) {
            publisher.publish(message);
        }
    }

    @Override
    public int numberOfSubscribers() {
        return publisher.getNumberOfSubscribers();
    }

    /** ROSJava refuses without telling. */
    @Override
    public @Nullable String refusal() {
        return null;
    }

    /** ROSJava drops nothing that it tells of. */
    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        publisher.shutdown();
        onClose.run();
    }
}
