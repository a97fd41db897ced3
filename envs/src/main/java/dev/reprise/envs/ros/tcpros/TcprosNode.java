package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.api.MasterGraph;
import dev.reprise.envs.ros.api.MasterParameters;
import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.RosgraphMsgs.Clock;
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
import dev.reprise.envs.ros.xmlrpc.XmlRpcServer;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A node: what it listens on, its parts, and their registration with the master. */
final class TcprosNode implements RosNode {
    private static final int LONGEST_CALL = 1 << 20;

    private final NodeConfiguration configuration;
    private final RosApi master;
    private final LinkSettings settings;
    private final Parts parts = new Parts();
    private final ShutdownOrder shutdown = new ShutdownOrder();
    private final OutletLoop outlets;
    private final Acceptor acceptor;
    private final XmlRpcServer slave;
    private final Registration registration;
    private final MasterWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean simulatedTime;
    private volatile RosTime simulated = RosTime.ZERO;

    private TcprosNode(NodeConfiguration configuration, Reach reach, RosApi master, Object masterPid)
            throws IOException {
        this.configuration = configuration;
        this.master = master;
        settings = new LinkSettings(
                configuration.names().node(), reach, configuration.largestMessage(), configuration.patience());
        outlets = new OutletLoop(settings.node());
        acceptor = new Acceptor(settings, this::connected);
        SlaveApi api = new SlaveApi(parts, configuration.master(), reach.host(), acceptor.port(), shutdown::give);
        slave = new XmlRpcServer(reach.address(), 0, reach::welcomes, LONGEST_CALL, api);
        registration = new Registration(
                master,
                URI.create("http://" + reach.host() + ":" + slave.port() + "/"),
                URI.create("rosrpc://" + reach.host() + ":" + acceptor.port()));
        watch = new MasterWatch(registration, parts, masterPid, shutdown::give);
    }

    static TcprosNode open(NodeConfiguration configuration) throws RosException {
        Reach reach = Reach.of(configuration.host());
        URI uri = configuration.master();
        reach.peer(uri.getHost(), uri.getPort());
        RosApi master = RosApi.of(uri, configuration.names().node(), configuration.patience());
        Object pid = master.call("getPid");
        TcprosNode node;
        try {
            node = new TcprosNode(configuration, reach, master, pid);
        } catch (IOException e) {
            throw new RosException("no node can listen at " + reach.address() + ": " + e.getMessage(), e);
        }
        try {
            node.begin();
        } catch (RosException e) {
            node.close();
            throw e;
        }
        return node;
    }

    private void begin() throws RosException {
        parameters().setOwn(configuration.parameters());
        Optional<Object> simulation = parameters().get("/use_sim_time");
        if (simulation.isPresent() && simulation.get().equals(true)) {
            simulatedTime = true;
            newSubscriber("/clock", Clock.TYPE, (clock, received) -> simulated = clock.clock());
        }
    }

    private void connected(SocketChannel channel, ConnectionHeader header) throws IOException {
        TopicPublisher<?> publisher = parts.publisher(header.get("topic"));
        OfferedService<?, ?> service = parts.service(header.get("service"));
        if (publisher != null) {
            publisher.connect(channel, header);
        } else if (service != null) {
            try (channel) {
                service.serve(channel.socket(), header);
            }
        } else {
            try (channel) {
                String error = name() + " offers neither topic '" + header.get("topic") + "' nor service '"
                        + header.get("service") + "'";
                channel.socket().getOutputStream().write(new ConnectionHeader(Map.of("error", error)).encode());
            }
        }
    }

    @Override
    public GraphNames names() {
        return configuration.names();
    }

    @Override
    public <T> Publisher<T> newPublisher(String topic, RosMessageType<T> type, PublisherOptions options)
            throws RosException {
        TopicPublisher<T> publisher =
                new TopicPublisher<>(resolve(topic), name(), type, options, outlets, this::remove);
        parts.add(publisher);
        try {
            registration.register(publisher);
        } catch (RosException e) {
            parts.remove(publisher);
            throw e;
        }
        return publisher;
    }

    private void remove(TopicPublisher<?> publisher) {
        parts.remove(publisher);
        registration.unregister(publisher);
    }

    @Override
    public <T> Subscriber newSubscriber(String topic, RosMessageType<T> type, MessageListener<T> listener)
            throws RosException {
        TopicSubscription<T> subscription =
                new TopicSubscription<>(resolve(topic), type, listener, master::at, settings, this::remove);
        parts.add(subscription);
        try {
            registration.register(subscription);
        } catch (RosException e) {
            parts.remove(subscription);
            throw e;
        }
        return subscription;
    }

    private void remove(TopicSubscription<?> subscription) {
        if (parts.remove(subscription)) {
            registration.unregister(subscription);
        }
    }

    @Override
    public <Q, A> ServiceServer newServiceServer(
            String service, RosServiceType<Q, A> type, ServiceHandler<Q, A> handler) throws RosException {
        OfferedService<Q, A> offered =
                new OfferedService<>(resolve(service), name(), type, handler, settings.longest(), this::remove);
        parts.add(offered);
        try {
            registration.register(offered);
        } catch (RosException e) {
            parts.remove(offered);
            throw e;
        }
        return offered;
    }

    private void remove(OfferedService<?, ?> service) {
        parts.remove(service);
        registration.unregister(service);
    }

    @Override
    public <Q, A> ServiceClient<Q, A> newServiceClient(String service, RosServiceType<Q, A> type) {
        return new CalledService<>(resolve(service), type, master, settings);
    }

    @Override
    public ParameterTree parameters() {
        return new MasterParameters(master, names());
    }

    @Override
    public GraphView graph() {
        return new MasterGraph(master);
    }

    @Override
    public RosTime now() {
        if (simulatedTime) {
            return simulated;
        }
        Instant now = Instant.now();
        return RosTime.ofNanos(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
    }

    @Override
    public boolean masterAnswers() {
        return watch.answers();
    }

    @Override
    public void onShutdown(Consumer<String> listener) {
        shutdown.listen(listener);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        watch.close();
        parts.publishers().forEach(TopicPublisher::close);
        parts.services().forEach(OfferedService::close);
        parts.subscriptions().forEach(TopicSubscription::close);
        slave.close();
        acceptor.close();
        outlets.close();
    }
}
