package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.msg.MalformedMessageException;
import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.ServiceHandler;
import dev.reprise.envs.ros.transport.ServiceServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that this node offers. */
final class OfferedService<Q, A> implements ServiceServer {
    private static final int REQUEST_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(OfferedService.class);

    private final String service;
    private final String node;
    private final RosServiceType<Q, A> type;
    private final ServiceHandler<Q, A> handler;
    private final int longest;
    private final Consumer<OfferedService<?, ?>> onClose;
    private final Set<Socket> callers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    OfferedService(
            String service,
            String node,
            RosServiceType<Q, A> type,
            ServiceHandler<Q, A> handler,
            int longest,
            Consumer<OfferedService<?, ?>> onClose) {
        this.service = service;
        this.node = node;
        this.type = type;
        this.handler = handler;
        this.longest = longest;
        this.onClose = onClose;
    }

    @Override
    public String service() {
        return service;
    }

    /** Serves a caller whose header has come, until it leaves. */
    void serve(Socket socket, ConnectionHeader theirs) throws IOException {
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        String sum = theirs.get("md5sum");
        if (!sum.equals("*") && !sum.equals(type.md5())) {
            String error = service + " is " + type.name() + " with md5sum " + type.md5() + ", not " + sum;
            out.write(new ConnectionHeader(Map.of("error", error)).encode());
            return;
        }
        out.write(reply().encode());
        if (theirs.get("probe").equals("1")) {
            return;
        }
        callers.add(socket);
        // A persistent caller may be silent; another has nothing to wait for.
        socket.setKeepAlive(true);
        socket.setSoTimeout(theirs.get("persistent").equals("1") ? 0 : REQUEST_MILLIS);
        try {
            FrameReader frames = new FrameReader(socket.getInputStream(), longest);
            do {
                out.write(answer(frames.next()));
            } while (theirs.get("persistent").equals("1") && !closed.get());
        } catch (EOFException e) {
            // The caller has left.
        } finally {
            callers.remove(socket);
        }
    }

    private ConnectionHeader reply() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("callerid", node);
        fields.put("type", type.name());
        fields.put("md5sum", type.md5());
        fields.put("request_type", type.request().name());
        fields.put("response_type", type.response().name());
        return new ConnectionHeader(fields);
    }

    private byte[] answer(ByteBuffer bytes) {
        try {
            Q request = type.request().decode(bytes);
            synchronized (handler) {
                return Frames.answer(true, type.response().encode(handler.answer(request)));
            }
        } catch (MalformedMessageException e) {
            return failure("the request is no " + type.name() + ": " + e.getMessage());
        } catch (RosException e) {
            return failure(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("the handler of {} has failed", service, e);
            return failure("an error of the service's: " + e);
        }
    }

    private static byte[] failure(String reason) {
        return Frames.answer(false, reason.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        onClose.accept(this);
        for (Socket caller : callers) {
            try {
                caller.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
