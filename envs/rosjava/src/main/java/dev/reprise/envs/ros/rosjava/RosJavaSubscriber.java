package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.msg.MalformedMessageException;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.transport.MessageListener;
import dev.reprise.envs.ros.transport.Subscriber;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ros.internal.node.topic.PublisherIdentifier;
import org.ros.node.topic.DefaultSubscriberListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener to a topic that ROSJava listens to, perhaps for several. */
final class RosJavaSubscriber<T> implements Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(RosJavaSubscriber.class);
    /** Messages that wait for a slow listener at most. */
    private static final int QUEUE = 100;

    private final String topic;
    private final RosMessageType<T> type;
    private final MessageListener<T> listener;
    private final Function<Object, T> ours;
    private final MasterView view;
    private final org.ros.node.topic.Subscriber<Object> subscriber;
    private final Runnable onClose;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
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
        this.listener = listener;
        this.ours = ours;
        this.view = view;
        this.subscriber = subscriber;
        this.onClose = onClose;
    }

    void begin() {
        subscriber.addSubscriberListener(new DefaultSubscriberListener<Object>() {
            @Override
            public void onNewPublisher(org.ros.node.topic.Subscriber<Object> s, PublisherIdentifier publisher) {
                seen.add(publisher.getNodeUri().toString());
            }
        });
        subscriber.addMessageListener(receiver, QUEUE);
    }

    private void receive(@Nullable Object message) {
        long now = System.nanoTime();
        if (closed.get()) {
            return;
        }
        try {
            if (message == null) {
                malformed.incrementAndGet();
                return;
            }
            T known = ours.apply(message);
            received.incrementAndGet();
            listener.onNewMessage(known, now);
        } catch (MalformedMessageException e) {
            malformed.incrementAndGet();
        } catch (RuntimeException e) {
            LOG.error("the listener to {} has failed", topic, e);
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
    public long received() {
        return received.get();
    }

    @Override
    public long malformed() {
        return malformed.get();
    }

    @Override
    public @Nullable String refusal() {
        String theirs = view.typeOf(topic);
        boolean fits = theirs.equals("*") || theirs.equals(type.name());
        return fits ? null : topic + " is published as " + theirs + ", but " + type.name() + " is needed";
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            subscriber.removeMessageListener(receiver);
            onClose.run();
        }
    }
}
