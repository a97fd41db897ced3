package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.transport.RosException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What a node offers and listens to, by full names. */
final class Parts {
    private final Map<String, TopicPublisher<?>> publishers = new ConcurrentHashMap<>();
    private final Map<String, OfferedService<?, ?>> services = new ConcurrentHashMap<>();
    private final List<TopicSubscription<?>> subscriptions = new CopyOnWriteArrayList<>();

    void add(TopicPublisher<?> publisher) throws RosException {
        if (publishers.putIfAbsent(publisher.topic(), publisher) != null) {
            throw new RosException("this node publishes " + publisher.topic() + " already");
        }
    }

    void add(OfferedService<?, ?> service) throws RosException {
        if (services.putIfAbsent(service.service(), service) != null) {
            throw new RosException("this node offers " + service.service() + " already");
        }
    }

    void add(TopicSubscription<?> subscription) {
        subscriptions.add(subscription);
    }

    void remove(TopicPublisher<?> publisher) {
        publishers.remove(publisher.topic(), publisher);
    }

    void remove(OfferedService<?, ?> service) {
        services.remove(service.service(), service);
    }

    /** @return whether the topic is listened to no more */
    boolean remove(TopicSubscription<?> subscription) {
        subscriptions.remove(subscription);
        return subscriptionsOf(subscription.topic()).isEmpty();
    }

    @Nullable
    TopicPublisher<?> publisher(String topic) {
        return publishers.get(topic);
    }

    @Nullable
    OfferedService<?, ?> service(String name) {
        return services.get(name);
    }

    List<TopicSubscription<?>> subscriptionsOf(String topic) {
        return subscriptions.stream().filter(s -> s.topic().equals(topic)).toList();
    }

    List<TopicPublisher<?>> publishers() {
        return List.copyOf(publishers.values());
    }

    List<OfferedService<?, ?>> services() {
        return List.copyOf(services.values());
    }

    List<TopicSubscription<?>> subscriptions() {
        return List.copyOf(subscriptions);
    }

    boolean isEmpty() {
        return publishers.isEmpty() && services.isEmpty() && subscriptions.isEmpty();
    }
}
