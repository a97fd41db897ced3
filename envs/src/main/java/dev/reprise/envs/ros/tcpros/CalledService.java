package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.msg.MalformedMessageException;
import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.ServiceClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls a service, each time over a connection of its own: a service may have moved between two calls. */
final class CalledService<Q, A> implements ServiceClient<Q, A> {
    private final String service;
    private final RosServiceType<Q, A> type;
    private final RosApi master;
    private final LinkSettings settings;

    CalledService(String service, RosServiceType<Q, A> type, RosApi master, LinkSettings settings) {
        this.service = service;
        this.type = type;
        this.master = master;
        this.settings = settings;
    }

    /** What is done on a connection to the service. */
    @FunctionalInterface
    private interface Exchange<R> {
        R over(Socket socket, long deadline) throws IOException;
    }

    @Override
    public A call(Q request, Duration timeout) throws RosException {
        return connected(timeout, (socket, deadline) -> exchange(socket, request, deadline));
    }

    @Override
    public void check(Duration timeout) throws RosException {
        connected(timeout, (socket, deadline) -> {
            greet(socket, true, deadline);
            return service;
        });
    }

    private <R> R connected(Duration timeout, Exchange<R> exchange) throws RosException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            URI provider = provider(timeout);
            try (Socket socket = new Socket()) {
                socket.connect(
                        settings.reach().peer(provider.getHost(), provider.getPort()), TimedInput.millisLeft(deadline));
                socket.setTcpNoDelay(true);
                return exchange.over(socket, deadline);
            }
        } catch (RosException e) {
            throw new RosException(service + ": " + e.getMessage(), e);
        } catch (IOException | MalformedMessageException e) {
            throw new RosException(service + " gave no answer: " + e.getMessage(), e);
        }
    }

    private URI provider(Duration timeout) throws RosException {
        RosApi.Answer answer = RosApi.of(master.server(), master.caller(), least(timeout, settings.patience()))
                .ask("lookupService", service);
        if (!answer.isSuccess()) {
            throw new RosException("nobody offers it");
        }
        try {
            return URI.create(String.valueOf(answer.value()));
        } catch (IllegalArgumentException e) {
            throw new RosException("the master knows it at '" + answer.value() + "', which is no address", e);
        }
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Exchanges headers. A service that sees a probe ends the connection after its own. */
    private void greet(Socket socket, boolean probe, long deadline) throws IOException {
        socket.getOutputStream().write(header(probe).encode());
        ConnectionHeader theirs = ConnectionHeader.receive(socket, deadline);
        if (!theirs.get("error").isEmpty()) {
            throw new RosException(theirs.get("error"));
        }
        String sum = theirs.get("md5sum");
        if (!sum.isEmpty() && !sum.equals(type.md5())) {
            throw new RosException("it is " + theirs.get("type") + " with md5sum " + sum + ", not " + type.name()
                    + " with " + type.md5());
        }
    }

    private A exchange(Socket socket, Q request, long deadline) throws IOException {
        greet(socket, false, deadline);
        socket.getOutputStream().write(Frames.frame(type.request().encode(request)));
        FrameReader frames = new FrameReader(new TimedInput(socket, deadline), settings.longest());
        boolean worked = frames.nextByte() == 1;
        ByteBuffer answer = frames.next();
        if (!worked) {
            throw new RosException(StandardCharsets.UTF_8.decode(answer).toString());
        }
        return type.response().decode(answer);
    }

    private ConnectionHeader header(boolean probe) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("callerid", settings.node());
        fields.put("service", service);
        fields.put("type", type.name());
        fields.put("md5sum", type.md5());
        if (probe) {
            fields.put("probe", "1");
        }
        return new ConnectionHeader(fields);
    }

    @Override
    public void close() {
        // There is no connection between calls.
    }
}
