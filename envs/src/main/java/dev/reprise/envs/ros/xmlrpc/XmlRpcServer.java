package dev.reprise.envs.ros.xmlrpc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers calls of methods. */
public final class XmlRpcServer implements AutoCloseable {
    private static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime";
    private static final Logger LOG = LoggerFactory.getLogger(XmlRpcServer.class);
    private static final int MOST_THREADS = 32;
    private static final long IDLE_SECONDS = 10;
    private static final int FAULT = 1;

    static {
        // The JDK's server sends head and body apart; without this the body waits 40 ms for the head to be
        // acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What can be called. */
    @FunctionalInterface
    public interface Methods {
        /** @throws XmlRpcFault that the caller gets instead of an answer */
        Object call(String method, List<Object> arguments) throws XmlRpcFault;
    }

    private final HttpServer http;
    private final ExecutorService threads;
    private final Methods methods;
    private final Predicate<InetAddress> welcome;
    private final int longestCall;

    /**
     * Starts to listen.
     *
     * @param port 0 for any that is free
     * @param welcome who may call
     * @param longestCall bytes
     */
    public XmlRpcServer(InetAddress address, int port, Predicate<InetAddress> welcome, int longestCall, Methods methods)
            throws IOException {
        this.methods = methods;
        this.welcome = welcome;
        this.longestCall = longestCall;
        // Read when the JVM's first HTTP server is made: a caller that sends half a request must not hold a thread for
        // ever.
        if (System.getProperty(REQUEST_SECONDS) == null) {
            System.setProperty(REQUEST_SECONDS, "10");
        }
        // When all are busy the thread that accepts connections does the work, so that callers wait.
        threads = new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "ros-xmlrpc");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
        http = HttpServer.create(new InetSocketAddress(address, port), 0);
        http.setExecutor(threads);
        http.createContext("/", this::exchange);
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            int refused = refusal(exchange);
            if (refused != 0) {
                exchange.sendResponseHeaders(refused, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(longestCall + 1);
            if (body.length > longestCall) {
                exchange.sendResponseHeaders(413, -1);
                return;
            }
            byte[] answer = answer(body);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        }
    }

    private int refusal(HttpExchange exchange) {
        // A browser names the page that makes it call; no node does.
        if (!welcome.test(exchange.getRemoteAddress().getAddress())
                || exchange.getRequestHeaders().containsKey("Origin")) {
            LOG.warn("a call from {} is refused", exchange.getRemoteAddress());
            return 403;
        }
        return exchange.getRequestMethod().equals("POST") ? 0 : 405;
    }

    private byte[] answer(byte[] body) {
        try {
            XmlRpcCall call = XmlRpcReader.call(body);
            return XmlRpcWriter.answer(methods.call(call.method(), call.arguments()));
        } catch (XmlRpcFault e) {
            return XmlRpcWriter.fault(e);
        } catch (IOException e) {
            return XmlRpcWriter.fault(new XmlRpcFault(FAULT, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.warn("a call has failed", e);
            return XmlRpcWriter.fault(new XmlRpcFault(FAULT, "an error of this node's: " + e));
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
