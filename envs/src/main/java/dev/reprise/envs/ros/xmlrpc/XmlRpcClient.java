package dev.reprise.envs.ros.xmlrpc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls methods of masters and nodes. */
public final class XmlRpcClient {
    /** One for all, because each has threads of its own that cannot be ended. It holds no state of ours. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private final Duration patience;
    private final int longestAnswer;

    /**
     * @param patience for a call with all that belongs to it
     * @param longestAnswer bytes
     */
    public XmlRpcClient(Duration patience, int longestAnswer) {
        this.patience = patience;
        this.longestAnswer = longestAnswer;
    }

    /**
     * Calls and waits for the answer.
     *
     * @throws XmlRpcFault when the other side answers with one
     * @throws IOException when it cannot be reached, is too slow, or answers something else
     */
    public Object call(URI server, String method, Object... arguments) throws IOException {
        byte[] body = XmlRpcWriter.call(new XmlRpcCall(method, List.of(arguments)));
        HttpRequest request = HttpRequest.newBuilder(server)
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> pending =
                HTTP.sendAsync(request, response -> new BoundedBody(longestAnswer));
        try {
            // Not the request's own timeout, which ends with the answer's head.
            HttpResponse<byte[]> response = pending.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(server + " answers '" + method + "' with HTTP status " + response.statusCode());
            }
            return XmlRpcReader.answer(response.body());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(server + " cannot be reached: " + (cause == null ? e : cause), e);
        } catch (TimeoutException e) {
            throw new IOException(server + " does not answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + server, e);
        } finally {
            pending.cancel(true);
        }
    }
}
