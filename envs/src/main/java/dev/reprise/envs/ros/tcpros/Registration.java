package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.transport.RosException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a node's parts known to the master.
 *
 * @param slave where the node is called
 * @param services where its services are asked
 */
record Registration(RosApi master, URI slave, URI services) {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    void register(TopicPublisher<?> publisher) throws RosException {
        master.call("registerPublisher", publisher.topic(), publisher.type(), slave.toString());
    }

    void register(OfferedService<?, ?> service) throws RosException {
        master.call("registerService", service.service(), services.toString(), slave.toString());
    }

    void register(TopicSubscription<?> subscription) throws RosException {
        int updates = subscription.updates();
        List<?> publishers = master.list(
                "registerSubscriber", subscription.topic(), subscription.type().name(), slave.toString());
        subscription.publishersUnless(updates, addresses(publishers));
    }

    void registerAll(Parts parts) throws RosException {
        for (TopicPublisher<?> publisher : parts.publishers()) {
            register(publisher);
        }
        for (OfferedService<?, ?> service : parts.services()) {
            register(service);
        }
        for (TopicSubscription<?> subscription : parts.subscriptions()) {
            register(subscription);
        }
    }

    /** A master that does not answer needs not be told. */
    void unregister(TopicPublisher<?> publisher) {
        farewell("unregisterPublisher", publisher.topic(), slave.toString());
    }

    void unregister(OfferedService<?, ?> service) {
        farewell("unregisterService", service.service(), services.toString());
    }

    void unregister(TopicSubscription<?> subscription) {
        farewell("unregisterSubscriber", subscription.topic(), slave.toString());
    }

    private void farewell(String method, String name, String address) {
        try {
            master.ask(method, name, address);
        } catch (RosException e) {
            LOG.debug("the master was not told that {} is gone: {}", name, e.getMessage());
        }
    }

    /** Publishers' addresses; what is none is left out. */
    static Set<URI> addresses(List<?> texts) {
        Set<URI> addresses = new LinkedHashSet<>();
        for (Object text : texts) {
            try {
                URI uri = URI.create(String.valueOf(text));
                if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                    addresses.add(uri);
                    continue;
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
            LOG.warn("the master tells of a publisher at '{}', which is no address", text);
        }
        return addresses;
    }
}
