package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.xmlrpc.XmlRpcFault;
import dev.reprise.envs.ros.xmlrpc.XmlRpcServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What masters and other nodes may ask of a node. */
final class SlaveApi implements XmlRpcServer.Methods {
    private static final int SUCCESS = 1;
    private static final int FAILURE = 0;
    private static final int ERROR = -1;

    private final Parts parts;
    private final URI master;
    private final String host;
    private final int port;
    private final Consumer<String> onShutdown;

    /**
     * @param host by which topics are connected to
     * @param port likewise
     */
    SlaveApi(Parts parts, URI master, String host, int port, Consumer<String> onShutdown) {
        this.parts = parts;
        this.master = master;
        this.host = host;
        this.port = port;
        this.onShutdown = onShutdown;
    }

    @Override
    public Object call(String method, List<Object> arguments) throws XmlRpcFault {
        return switch (method) {
            case "getPid" -> success((int) ProcessHandle.current().pid());
            case "getMasterUri" -> success(master.toString());
            case "getPublications" ->
                success(parts.publishers().stream()
                        .map(p -> List.of(p.topic(), p.type()))
                        .toList());
            case "getSubscriptions" ->
                success(parts.subscriptions().stream()
                        .map(s -> List.of(s.topic(), s.type().name()))
                        .distinct()
                        .toList());
            case "getBusInfo" -> success(busInfo());
            case "getBusStats" -> success(List.of(List.of(), List.of(), List.of()));
            case "paramUpdate" -> success(0);
            case "publisherUpdate" -> publisherUpdate(arguments);
            case "requestTopic" -> requestTopic(arguments);
            case "shutdown" -> shutdown(arguments);
            default -> throw new XmlRpcFault(1, "a node has no method '" + method + "'");
        };
    }

    private static List<Object> success(Object value) {
        return List.of(SUCCESS, "", value);
    }

    private Object publisherUpdate(List<Object> arguments) {
        if (arguments.size() < 3
                || !(arguments.get(1) instanceof String topic)
                || !(arguments.get(2) instanceof List<?> publishers)) {
            return List.of(ERROR, "publisherUpdate takes a caller, a topic and its publishers", 0);
        }
        parts.subscriptionsOf(topic).forEach(s -> s.publishers(Registration.addresses(publishers)));
        return success(0);
    }

    private Object requestTopic(List<Object> arguments) {
        if (arguments.size() < 3
                || !(arguments.get(1) instanceof String topic)
                || !(arguments.get(2) instanceof List<?> protocols)) {
            return List.of(ERROR, "requestTopic takes a caller, a topic and protocols", 0);
        }
        if (parts.publisher(topic) == null) {
            return List.of(FAILURE, "this node does not publish " + topic, 0);
        }
        boolean tcp = protocols.stream()
                .anyMatch(
                        p -> p instanceof List<?> protocol && !protocol.isEmpty() && "TCPROS".equals(protocol.get(0)));
        if (!tcp) {
            return List.of(FAILURE, "this node speaks TCPROS only", 0);
        }
        return List.of(SUCCESS, "ready", List.of("TCPROS", host, port));
    }

    private Object shutdown(List<Object> arguments) {
        onShutdown.accept(arguments.size() > 1 ? String.valueOf(arguments.get(1)) : "");
        return success(0);
    }

    private List<Object> busInfo() {
        List<Object> all = new ArrayList<>();
        for (TopicPublisher<?> publisher : parts.publishers()) {
            for (Outlet outlet : publisher.outlets()) {
                all.add(List.of(all.size(), outlet.peer, "o", "TCPROS", publisher.topic(), true));
            }
        }
        for (TopicSubscription<?> subscription : parts.subscriptions()) {
            for (PublisherLink link : subscription.links()) {
                if (link.isConnected()) {
                    all.add(List.of(all.size(), link.uri().toString(), "i", "TCPROS", subscription.topic(), true));
                }
            }
        }
        return all;
    }
}
