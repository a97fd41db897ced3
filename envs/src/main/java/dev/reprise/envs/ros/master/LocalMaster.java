package dev.reprise.envs.ros.master;

import dev.reprise.envs.ros.xmlrpc.XmlRpcClient;
import dev.reprise.envs.ros.xmlrpc.XmlRpcFault;
import dev.reprise.envs.ros.xmlrpc.XmlRpcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ROS master: names, addresses and parameters of a graph on this machine's loopback. It does what nodes need and what
 * ROS's tools ask for; it does not tell nodes of changed parameters.
 */
public final class LocalMaster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalMaster.class);
    private static final int SUCCESS = 1;
    private static final int ERROR = -1;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int LONGEST = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Registry publishers = new Registry();
    private final Registry subscribers = new Registry();
    private final Registry services = new Registry();
    private final Map<String, String> nodes = new HashMap<>();
    private final Map<String, String> types = new TreeMap<>();
    private final Parameters parameters = new Parameters();
    private final XmlRpcClient client = new XmlRpcClient(PATIENCE, LONGEST);
    /** One thread: nodes hear of changes in the order in which they happened. */
    private final ExecutorService messenger = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "ros-master");
        thread.setDaemon(true);
        return thread;
    });

    private final XmlRpcServer server;

    /**
     * Starts a master.
     *
     * @param port 0 for any that is free
     */
    public LocalMaster(int port) throws IOException {
        server = new XmlRpcServer(
                InetAddress.getByAddress(LOOPBACK), port, InetAddress::isLoopbackAddress, LONGEST, this::call);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    private synchronized Object call(String method, List<Object> arguments) throws XmlRpcFault {
        Call call = new Call(method, arguments);
        String caller = call.text(0);
        return switch (method) {
            case "getPid" -> success((int) ProcessHandle.current().pid());
            case "getUri" -> success(uri().toString());
            case "getSystemState" -> success(List.of(publishers.state(), subscribers.state(), services.state()));
            case "getTopicTypes" -> success(types(types.keySet().stream().toList()));
            case "getPublishedTopics" ->
                success(types(types.keySet().stream().filter(publishers::has).toList()));
            case "lookupNode" -> found(nodes.get(call.text(1)), "unknown node", "");
            case "lookupService" -> found(services.addressOfAny(call.text(1)), "no provider", "");
            case "registerPublisher" -> registerPublisher(caller, call);
            case "unregisterPublisher" -> unregisterPublisher(caller, call);
            case "registerSubscriber" -> registerSubscriber(caller, call);
            case "unregisterSubscriber" -> removed(caller, subscribers.remove(call.text(1), caller, call.text(2)));
            case "registerService" -> registerService(caller, call);
            case "unregisterService" -> removed(caller, services.remove(call.text(1), caller, call.text(2)));
            case "getParam" ->
                found(parameters.get(call.text(1)).orElse(null), "parameter [" + call.text(1) + "] is not set", 0);
            case "hasParam" -> success(parameters.get(call.text(1)).isPresent());
            case "getParamNames" -> success(parameters.names());
            case "setParam" -> {
                parameters.set(call.text(1), call.value(2));
                yield success(0);
            }
            case "deleteParam" ->
                parameters.delete(call.text(1)) ? success(0) : List.of(ERROR, "the parameter is not set", 0);
            case "searchParam" -> searchParam(caller, call.text(1));
            default -> throw new XmlRpcFault(1, "a master has no method '" + method + "'");
        };
    }

    private static List<Object> success(Object value) {
        return List.of(SUCCESS, "", value);
    }

    private static List<Object> found(@Nullable Object value, String why, Object otherwise) {
        return value == null ? List.of(ERROR, why, otherwise) : success(value);
    }

    private List<Object> types(List<String> topics) {
        List<Object> pairs = new ArrayList<>();
        topics.forEach(topic -> pairs.add(List.of(topic, types.get(topic))));
        return pairs;
    }

    /**
     * A node that comes under a known name from another address replaces the known one, which is told to go. Who listens
     * to that one is not told, as by ROS's own master: it may have to stop a robot first.
     */
    private void meet(String node, String address) {
        String known = nodes.put(node, address);
        if (known != null && !known.equals(address)) {
            publishers.removeNode(node);
            subscribers.removeNode(node);
            services.removeNode(node);
            tell(known, "shutdown", "another node has the name " + node);
        }
    }

    private Object registerPublisher(String caller, Call call) throws XmlRpcFault {
        String topic = call.text(1);
        meet(caller, call.text(3));
        publishers.put(topic, caller, call.text(3));
        types.put(topic, call.text(2));
        tellSubscribers(topic);
        return success(subscribers.addresses(topic));
    }

    private Object unregisterPublisher(String caller, Call call) throws XmlRpcFault {
        boolean was = publishers.remove(call.text(1), caller, call.text(2));
        // Also where it was not: a node that was replaced leaves now.
        tellSubscribers(call.text(1));
        return removed(caller, was);
    }

    private Object registerSubscriber(String caller, Call call) throws XmlRpcFault {
        String topic = call.text(1);
        meet(caller, call.text(3));
        subscribers.put(topic, caller, call.text(3));
        if (!call.text(2).equals("*")) {
            types.putIfAbsent(topic, call.text(2));
        }
        return success(publishers.addresses(topic));
    }

    private Object registerService(String caller, Call call) throws XmlRpcFault {
        meet(caller, call.text(3));
        services.put(call.text(1), caller, call.text(2));
        services.keepOnly(call.text(1), caller);
        return success(0);
    }

    private Object removed(String caller, boolean was) {
        if (!publishers.hasNode(caller) && !subscribers.hasNode(caller) && !services.hasNode(caller)) {
            nodes.remove(caller);
        }
        return success(was ? 1 : 0);
    }

    private Object searchParam(String caller, String name) {
        for (String space = caller; ; space = space.substring(0, space.lastIndexOf('/'))) {
            if (parameters.get(space + "/" + name).isPresent()) {
                return success(space + "/" + name);
            }
            if (!space.contains("/")) {
                return List.of(ERROR, "cannot find parameter [" + name + "]", 0);
            }
        }
    }

    private void tellSubscribers(String topic) {
        List<String> all = publishers.addresses(topic);
        subscribers.addresses(topic).forEach(node -> tell(node, "publisherUpdate", topic, all));
    }

    private void tell(String node, String method, Object... arguments) {
        messenger.execute(() -> {
            Object[] all = new Object[arguments.length + 1];
            all[0] = "/master";
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            try {
                client.call(URI.create(node), method, all);
            } catch (IOException | IllegalArgumentException e) {
                LOG.debug("{} could not be told of '{}': {}", node, method, e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        server.close();
        messenger.shutdownNow();
    }
}
