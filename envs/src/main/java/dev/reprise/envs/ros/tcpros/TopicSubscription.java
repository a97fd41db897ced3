package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.msg.MalformedMessageException;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.transport.Delivery;
import dev.reprise.envs.ros.transport.MessageListener;
import dev.reprise.envs.ros.transport.Subscriber;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topic that this node listens to: a link to each publisher that the master tells of. */
final class TopicSubscription<T> implements Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSubscription.class);
    /** Each has a thread; what a master or a peer names need not be there. */
    private static final int MOST_PUBLISHERS = 256;

    private final String topic;
    private final RosMessageType<T> type;
    private final Delivery<T> delivery;
    private final Function<URI, RosApi> apis;
    private final LinkSettings settings;
    private final Consumer<TopicSubscription<?>> onClose;
    private final Map<URI, PublisherLink> links = new LinkedHashMap<>();
    private final AtomicLong connections = new AtomicLong();
    private int updates;

    /** @param apis how a publisher is called */
    TopicSubscription(
            String topic,
            RosMessageType<T> type,
            MessageListener<T> listener,
            Function<URI, RosApi> apis,
            LinkSettings settings,
            Consumer<TopicSubscription<?>> onClose) {
        this.topic = topic;
        this.type = type;
        this.delivery = new Delivery<>(topic, listener);
        this.apis = apis;
        this.settings = settings;
        this.onClose = onClose;
    }

    @Override
    public String topic() {
        return topic;
    }

    RosMessageType<T> type() {
        return type;
    }

    /** How often the master has told of publishers. */
    synchronized int updates() {
        return updates;
    }

    /**
     * Takes a registration's answer, unless the master has told something newer since. Who is connected stays: a new
     * master does not know of publishers that never register again, as rospy's do not.
     */
    synchronized void publishersUnless(int updatesBefore, Set<URI> publishers) {
        if (updates == updatesBefore) {
            Set<URI> all = new LinkedHashSet<>(publishers);
            links.forEach((uri, link) -> {
                if (link.isConnected()) {
                    all.add(uri);
                }
            });
            publishers(all);
        }
    }

    /** Connects to new publishers and leaves those that have gone. */
    synchronized void publishers(Set<URI> publishers) {
        updates++;
        if (delivery.ended()) {
            return;
        }
        links.entrySet().removeIf(link -> {
            boolean gone = !publishers.contains(link.getKey());
            if (gone) {
                link.getValue().close();
            }
            return gone;
        });
        for (URI publisher : publishers) {
            if (links.size() == MOST_PUBLISHERS && !links.containsKey(publisher)) {
                LOG.error("{} has more than {} publishers; the others are not heard", topic(), MOST_PUBLISHERS);
                return;
            }
            links.computeIfAbsent(publisher, uri -> new PublisherLink(this, apis.apply(uri), settings));
        }
    }

    /**
     * Hands a message to the listener.
     *
     * @return whether the bytes were one
     */
    boolean deliver(ByteBuffer bytes, long receivedNanos) {
        try {
            delivery.deliver(type.decode(bytes), receivedNanos);
            return true;
        } catch (MalformedMessageException e) {
            reject(e.getMessage());
            return false;
        }
    }

    /** Counts a message that was none. */
    void reject(@Nullable String reason) {
        delivery.reject(reason);
    }

    synchronized List<PublisherLink> links() {
        return List.copyOf(links.values());
    }

    @Override
    public int numberOfPublishers() {
        return (int) links().stream().filter(PublisherLink::isConnected).count();
    }

    /** A link has connected. */
    void connected() {
        connections.incrementAndGet();
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
        for (PublisherLink link : links()) {
            String refusal = link.refusal();
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    @Override
    public void close() {
        if (delivery.end()) {
            onClose.accept(this);
            links().forEach(PublisherLink::close);
        }
    }
}
