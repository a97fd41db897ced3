package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.msg.MalformedMessageException;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.transport.Delivery;
import dev.reprise.envs.ros.transport.MessageListener;
import dev.reprise.envs.ros.transport.Subscriber;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ros.internal.node.topic.PublisherIdentifier;
import org.ros.node.topic.DefaultSubscriberListener;

/** A listener to a topic that ROSJava listens to, perhaps for several. */
final class RosJavaSubscriber<T> implements Subscriber {
    /** Messages that wait for a slow listener at most. */
    private static final int QUEUE = 100;

    private final String topic;
    private final RosMessageType<T> type;
    private final Delivery<T> delivery;
    private final Function<Object, T> ours;
    private final MasterView view;
    private final org.ros.node.topic.Subscriber<Object> subscriber;
    private final Runnable onClose;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final org.ros.message.MessageListener<Object> receiver = this::receive;

    /** @param ours turns ROSJava's own message, if it is one, into ours */
    RosJavaSubscriber(
            String topic,
            RosMessageType<T> type,
            MessageListener<T> listener,
            Function<Object, T> ours,
            MasterView view,
            org.ros.node.topic.Subscriber<Object> subscriber,
            Runnable onClose) {
        this.topic = topic;
        this.type = type;
        this.delivery = new Delivery<>(topic, listener);
        this.ours = ours;
        this.view = view;
        this.subscriber = subscriber;
        this.onClose = onClose;
    }

    void begin() {
        subscriber.addSubscriberListener(new DefaultSubscriberListener<Object>() {
            @Override
            public void onNewPublisher(org.ros.node.topic.Subscriber<Object> s, PublisherIdentifier publisher) {
                connections.incrementAndGet();
                seen.add(publisher.getNodeUri().toString());
            }
        });
        subscriber.addMessageListener(receiver, QUEUE);
    }

    private void receive(@Nullable Object message) {
        long now = System.nanoTime();
        if (message == null) {
            delivery.reject("its bytes are no " + type.name());
            return;
        }
        try {
            delivery.deliver(ours.apply(message), now);
        } catch (MalformedMessageException e) {
            delivery.reject(e.getMessage());
        }
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public int numberOfPublishers() {
        return refusal() == null
                ? Math.min(seen.size(), view.publishersOf(topic).size())
                : 0;
    }

    @Override
    public long connections() {
        return connections.get();
    }

    @Override
    public long received() {
        return delivery.received();
    }

    @Override
    public long malformed() {
        return delivery.malformed();
    }

    @Override
    public @Nullable String refusal() {
        String theirs = view.typeOf(topic);
        boolean fits = theirs.equals("*") || theirs.equals(type.name());
        return fits ? null : topic + " is published as " + theirs + ", but " + type.name() + " is needed";
    }

    @Override
    public void close() {
        if (delivery.end()) {
            subscriber.removeMessageListener(receiver);
            onClose.run();
        }
    }
}
