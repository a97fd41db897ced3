package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.api.MasterParameters;
import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.transport.GraphNames;
import dev.reprise.envs.ros.transport.GraphView;
import dev.reprise.envs.ros.transport.MessageListener;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.ParameterTree;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.ServiceClient;
import dev.reprise.envs.ros.transport.ServiceHandler;
import dev.reprise.envs.ros.transport.ServiceServer;
import dev.reprise.envs.ros.transport.Subscriber;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.netty.buffer.ChannelBuffer;
import org.jboss.netty.buffer.ChannelBuffers;
import org.jspecify.annotations.Nullable;
import org.ros.address.BindAddress;
import org.ros.address.PrivateAdvertiseAddressFactory;
import org.ros.address.PublicAdvertiseAddressFactory;
import org.ros.concurrent.DefaultScheduledExecutorService;
import org.ros.exception.DuplicateServiceException;
import org.ros.internal.message.Message;
import org.ros.message.Time;
import org.ros.node.ConnectedNode;
import org.ros.node.DefaultNodeFactory;
import org.ros.node.DefaultNodeListener;
import org.ros.node.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node of ROSJava's. */
final class RosJavaNode implements RosNode {
    private static final Logger LOG = LoggerFactory.getLogger(RosJavaNode.class);
    private static final int INITIAL = 64;

    private final NodeConfiguration configuration;
    private final ConnectedNode node;
    private final DefaultScheduledExecutorService threads;
    private final RosApi master;
    private final Types types;
    private final MasterView view;
    private final Set<String> published = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> listeners = new HashMap<>();
    private final List<Consumer<String>> onShutdown = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> parts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable String order;

    private RosJavaNode(
            NodeConfiguration configuration,
            ConnectedNode node,
            DefaultScheduledExecutorService threads,
            RosApi master,
            Types types) {
        this.configuration = configuration;
        this.node = node;
        this.threads = threads;
        this.master = master;
        this.types = types;
        this.view = new MasterView(master, node.getUri(), configuration.patience(), this::order);
    }

    static RosJavaNode open(NodeConfiguration configuration) throws RosException {
        RosApi master = RosApi.of(configuration.master(), configuration.names().node(), configuration.patience());
        master.call("getPid");
        Types types = new Types();
        DefaultScheduledExecutorService threads = new DefaultScheduledExecutorService();
        CompletableFuture<ConnectedNode> started = new CompletableFuture<>();
        Node starting = new DefaultNodeFactory(threads)
                .newNode(settings(configuration, types), List.of(new DefaultNodeListener() {
                    @Override
                    public void onStart(ConnectedNode connected) {
                        started.complete(connected);
                    }

                    @Override
                    public void onError(Node failed, Throwable error) {
                        started.completeExceptionally(error);
                    }
                }));
        try {
            ConnectedNode connected = started.get(configuration.patience().toNanos(), TimeUnit.NANOSECONDS);
            RosJavaNode node = new RosJavaNode(configuration, connected, threads, master, types);
            node.parameters().setOwn(configuration.parameters());
            return node;
        } catch (ExecutionException | TimeoutException e) {
            starting.shutdown();
            threads.shutdownNow();
            throw new RosException("ROSJava could not start the node: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RosException("interrupted while ROSJava started the node", e);
        }
    }

    private static org.ros.node.NodeConfiguration settings(NodeConfiguration ours, Types types) throws RosException {
        boolean loopback;
        try {
            loopback = InetAddress.getByName(ours.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new RosException("there is no host '" + ours.host() + "'", e);
        }
        org.ros.node.NodeConfiguration settings = org.ros.node.NodeConfiguration.newPrivate(ours.master());
        settings.setNodeName(ours.names().node());
        if (!loopback) {
            LOG.warn(
                    "this node listens on all addresses: ROS 1 has no passwords, so that whoever reaches it can command it");
            settings.setTcpRosBindAddress(BindAddress.newPublic());
            settings.setXmlRpcBindAddress(BindAddress.newPublic());
        }
        var advertised =
                loopback ? new PrivateAdvertiseAddressFactory() : new PublicAdvertiseAddressFactory(ours.host());
        settings.setTcpRosAdvertiseAddressFactory(advertised);
        settings.setXmlRpcAdvertiseAddressFactory(advertised);
        settings.setMessageSerializationFactory(new Codecs(types));
        settings.setTopicDescriptionFactory(Descriptions.topics(types));
        settings.setServiceDescriptionFactory(Descriptions.services(types));
        settings.setServiceResponseMessageFactory(Descriptions.answers());
        return settings;
    }

    @Override
    public GraphNames names() {
        return configuration.names();
    }

    @Override
    public <T> Publisher<T> newPublisher(String topic, RosMessageType<T> type, PublisherOptions options)
            throws RosException {
        String full = resolve(topic);
        if (!published.add(full)) {
            throw new RosException("this node publishes " + full + " already");
        }
        types.add(type);
        org.ros.node.topic.Publisher<T> publisher = node.newPublisher(full, type.name());
        publisher.setLatchMode(options.latched());
        view.await(GraphView::publishers, full, true);
        return kept(new RosJavaPublisher<>(full, publisher, () -> {
            published.remove(full);
            farewell(GraphView::publishers, full);
        }));
    }

    @Override
    public <T> Subscriber newSubscriber(String topic, RosMessageType<T> type, MessageListener<T> listener)
            throws RosException {
        String full = resolve(topic);
        if (!full.equals("/clock")) {
            // ROSJava's own clock listens there with its own type.
            types.add(type);
        }
        org.ros.node.topic.Subscriber<Object> shared = node.newSubscriber(full, type.name());
        synchronized (listeners) {
            listeners.merge(full, 1, Integer::sum);
        }
        RosJavaSubscriber<T> subscriber = new RosJavaSubscriber<>(
                full, type, listener, message -> ours(message, type), view, shared, () -> leave(full, shared));
        subscriber.begin();
        view.await(GraphView::subscribers, full, true);
        return kept(subscriber);
    }

    private <P extends AutoCloseable> P kept(P part) {
        parts.add(part);
        return part;
    }

    @SuppressWarnings("unchecked") // What is not ROSJava's was made by the type's own codec.
    private <T> T ours(Object message, RosMessageType<T> type) {
        if (message instanceof Message) {
            ChannelBuffer bytes = ChannelBuffers.dynamicBuffer(ByteOrder.LITTLE_ENDIAN, INITIAL);
            node.getMessageSerializationFactory()
                    .newMessageSerializer(type.name())
                    .serialize(message, bytes);
            return type.decode(bytes.toByteBuffer());
        }
        return (T) message;
    }

    private void leave(String topic, org.ros.node.topic.Subscriber<Object> shared) {
        boolean last;
        synchronized (listeners) {
            last = listeners.merge(topic, -1, Integer::sum) == 0;
        }
        if (last) {
            shared.shutdown();
            farewell(GraphView::subscribers, topic);
        }
    }

    private void farewell(MasterView.Question question, String name) {
        try {
            view.await(question, name, false);
        } catch (RosException e) {
            LOG.debug("the master was not told that {} is gone: {}", name, e.getMessage());
        }
    }

    @Override
    public <Q, A> ServiceServer newServiceServer(
            String service, RosServiceType<Q, A> type, ServiceHandler<Q, A> handler) throws RosException {
        String full = resolve(service);
        types.add(type);
        RosJavaServer<Q, A> server = new RosJavaServer<>(full, handler, () -> withdraw(full));
        try {
            node.newServiceServer(full, type.name(), server);
            view.await(GraphView::services, full, true);
            return kept(server);
        } catch (DuplicateServiceException e) {
            throw new RosException("this node offers " + full + " already", e);
        }
    }

    private void withdraw(String service) {
        try {
            RosApi.Answer where = master.ask("lookupService", service);
            if (where.isSuccess()) {
                master.ask("unregisterService", service, where.value());
            }
        } catch (RosException e) {
            LOG.debug("the master was not told that {} is gone: {}", service, e.getMessage());
        }
    }

    @Override
    public <Q, A> ServiceClient<Q, A> newServiceClient(String service, RosServiceType<Q, A> type) {
        types.add(type);
        return new RosJavaClient<>(resolve(service), type, node);
    }

    @Override
    public ParameterTree parameters() {
        return new MasterParameters(master, names());
    }

    @Override
    public GraphView graph() {
        return view.graph();
    }

    @Override
    public RosTime now() {
        try {
            Time time = node.getCurrentTime();
            return new RosTime(time.secs, time.nsecs);
        } catch (RuntimeException e) {
            // ROSJava's clock has none before the first message.
            return RosTime.ZERO;
        }
    }

    @Override
    public boolean masterAnswers() {
        return view.answers();
    }

    private synchronized void order(String reason) {
        if (order == null && !closed.get()) {
            order = reason;
            LOG.warn("this node is told to go: {}", reason);
            onShutdown.forEach(listener -> threads.execute(() -> listener.accept(reason)));
        }
    }

    @Override
    public synchronized void onShutdown(Consumer<String> listener) {
        onShutdown.add(listener);
        String given = order;
        if (given != null) {
            threads.execute(() -> listener.accept(given));
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        // One by one, because ROSJava's own end forgets some of them.
        for (AutoCloseable part : parts) {
            leave(part);
        }
        view.close();
        leave(node::shutdown);
        threads.shutdownNow();
    }

    private static void leave(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.debug("ROSJava has failed to close something", e);
        }
    }
}
