package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A topic that this node offers. */
final class TopicPublisher<T> implements Publisher<T> {
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String ANY = "*";

    private final String topic;
    private final String node;
    private final RosMessageType<T> type;
    private final PublisherOptions options;
    private final OutletLoop loop;
    private final Consumer<TopicPublisher<?>> onClose;
    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private byte @Nullable [] latched;
    private volatile @Nullable String refusal;
    private long droppedBefore;

    TopicPublisher(
            String topic,
            String node,
            RosMessageType<T> type,
            PublisherOptions options,
            OutletLoop loop,
            Consumer<TopicPublisher<?>> onClose) {
        this.topic = topic;
        this.node = node;
        this.type = type;
        this.options = options;
        this.loop = loop;
        this.onClose = onClose;
    }

    @Override
    public String topic() {
        return topic;
    }

    String type() {
        return type.name();
    }

    @Override
    public void publish(T message) {
        byte[] frame = Frames.frame(type.encode(message));
        synchronized (this) {
            if (closed.get()) {
                return;
            }
            if (options.latched()) {
                latched = frame;
            }
            outlets.forEach(outlet -> outlet.send(frame));
        }
    }

    /** Takes a subscriber whose header has come, or tells it why not. */
    void connect(SocketChannel channel, ConnectionHeader theirs) throws IOException {
        String mismatch = mismatch(theirs);
        refusal = mismatch;
        if (mismatch != null) {
            channel.socket().getOutputStream().write(new ConnectionHeader(Map.of("error", mismatch)).encode());
            channel.close();
            return;
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Outlet outlet = new Outlet(theirs.get("callerid"), channel, loop, options.queueSize(), this::remove);
        loop.add(outlet);
        synchronized (this) {
            outlet.send(reply().encode());
            if (latched != null) {
                outlet.send(latched);
            }
            outlets.add(outlet);
        }
        if (closed.get()) {
            outlet.close();
        }
        if (outlet.isClosed()) {
            // It broke before it was in the list.
            remove(outlet);
        }
    }

    private @Nullable String mismatch(ConnectionHeader theirs) {
        String wanted = theirs.get("type");
        String sum = theirs.get("md5sum");
        boolean typeFits = wanted.isEmpty() || wanted.equals(ANY) || wanted.equals(type.name());
        if (typeFits && (sum.equals(ANY) || sum.equals(type.md5()))) {
            return null;
        }
        return "topic types do not match: [" + wanted + "/" + sum + "] vs. [" + type.name() + "/" + type.md5() + "] of "
                + topic + " from " + node;
    }

    private ConnectionHeader reply() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("callerid", node);
        fields.put("topic", topic);
        fields.put("type", type.name());
        fields.put("md5sum", type.md5());
        fields.put("message_definition", type.definition());
        fields.put("latching", options.latched() ? "1" : "0");
        return new ConnectionHeader(fields);
    }

    private synchronized void remove(Outlet outlet) {
        if (outlets.remove(outlet)) {
            droppedBefore += outlet.dropped();
        }
    }

    List<Outlet> outlets() {
        return outlets;
    }

    @Override
    public int numberOfSubscribers() {
        return outlets.size();
    }

    @Override
    public @Nullable String refusal() {
        return refusal;
    }

    @Override
    public synchronized long dropped() {
        return droppedBefore + outlets.stream().mapToLong(Outlet::dropped).sum();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed.getAndSet(true)) {
                return;
            }
        }
        onClose.accept(this);
        long deadline = System.nanoTime() + FAREWELL_NANOS;
        while (!outlets.stream().allMatch(Outlet::isIdle) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        outlets.forEach(Outlet::close);
    }
}
