package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.transport.RosException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one publisher, for as long as the master tells of it: made again with growing pauses when it
 * breaks, given up when the types differ.
 */
final class PublisherLink {
    private static final Logger LOG = LoggerFactory.getLogger(PublisherLink.class);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final List<Object> PROTOCOLS = List.of(List.of("TCPROS"));

    private final TopicSubscription<?> subscription;
    private final RosApi publisher;
    private final LinkSettings settings;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean connected;
    private volatile @Nullable String refusal;
    private @Nullable Socket socket;
    private long pause = FIRST_PAUSE_NANOS;

    PublisherLink(TopicSubscription<?> subscription, RosApi publisher, LinkSettings settings) {
        this.subscription = subscription;
        this.publisher = publisher;
        this.settings = settings;
        thread = new Thread(this::run, "ros-link " + subscription.topic());
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return publisher.server();
    }

    boolean isConnected() {
        return connected;
    }

    @Nullable
    String refusal() {
        return refusal;
    }

    private void run() {
        while (!closed) {
            try {
                listen();
            } catch (Refusal e) {
                refusal = e.getMessage();
                LOG.error("{}: {}", subscription.topic(), e.getMessage());
                return;
            } catch (FrameReader.TooLongException e) {
                subscription.reject(e.getMessage());
            } catch (IOException e) {
                LOG.debug("{} from {}: {}", subscription.topic(), uri(), e.getMessage());
            }
            if (!closed) {
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
        }
    }

    private void listen() throws IOException {
        try (Socket open = new Socket()) {
            hold(open);
            connect(open);
            subscription.connected();
            connected = true;
            FrameReader frames = new FrameReader(open.getInputStream(), settings.longest());
            while (!closed) {
                if (subscription.deliver(frames.next(), System.nanoTime())) {
                    pause = FIRST_PAUSE_NANOS;
                }
            }
        } finally {
            connected = false;
        }
    }

    private synchronized void hold(Socket open) throws IOException {
        if (closed) {
            throw new IOException("the link is closed");
        }
        socket = open;
    }

    private void connect(Socket open) throws IOException {
        settings.reach().peer(uri().getHost(), uri().getPort());
        List<?> offer = publisher.list("requestTopic", subscription.topic(), PROTOCOLS);
        if (offer.size() < 3
                || !"TCPROS".equals(offer.get(0))
                || !(offer.get(1) instanceof String host)
                || !(offer.get(2) instanceof Integer port)) {
            throw new RosException(uri() + " offers no TCPROS");
        }
        long deadline = settings.deadline();
        open.connect(settings.reach().peer(host, port), TimedInput.millisLeft(deadline));
        open.setTcpNoDelay(true);
        open.getOutputStream().write(request().encode());
        agree(ConnectionHeader.receive(open, deadline));
    }

    private ConnectionHeader request() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("callerid", settings.node());
        fields.put("topic", subscription.topic());
        fields.put("type", subscription.type().name());
        fields.put("md5sum", subscription.type().md5());
        fields.put("message_definition", subscription.type().definition());
        fields.put("tcp_nodelay", "1");
        return new ConnectionHeader(fields);
    }

    private void agree(ConnectionHeader theirs) throws IOException {
        RosMessageType<?> ours = subscription.type();
        String error = theirs.get("error");
        if (!error.isEmpty()) {
            String offered = offeredType();
            if (!offered.equals(ours.name()) || error.contains("md5sum")) {
                throw mismatch(offered, error);
            }
            throw new RosException(error);
        }
        String sum = theirs.get("md5sum");
        if (!sum.equals(ours.md5()) && !sum.equals("*")) {
            throw mismatch(theirs.get("type"), "its md5sum is " + sum + ", not " + ours.md5());
        }
    }

    private Refusal mismatch(String theirs, String reason) {
        return new Refusal(uri() + " publishes " + subscription.topic() + " as " + theirs + ", but "
                + subscription.type().name() + " is needed (" + reason + ")");
    }

    /** What the publisher says that the topic's type is; ours when it does not offer the topic at all. */
    private String offeredType() throws RosException {
        for (Object topic : publisher.list("getPublications")) {
            if (topic instanceof List<?> pair
                    && pair.size() == 2
                    && subscription.topic().equals(pair.get(0))
                    && pair.get(1) instanceof String type) {
                return type;
            }
        }
        return subscription.type().name();
    }

    void close() {
        synchronized (this) {
            closed = true;
            if (socket != null) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // It is gone either way.
                }
            }
        }
        LockSupport.unpark(thread);
    }
}
