package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.ServiceClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.ros.exception.RemoteException;
import org.ros.exception.ServiceNotFoundException;
import org.ros.node.ConnectedNode;
import org.ros.node.service.ServiceResponseListener;

/** Calls a service by ROSJava. */
final class RosJavaClient<Q, A> implements ServiceClient<Q, A> {
    private final String service;
    private final RosServiceType<Q, A> type;
    private final ConnectedNode node;

    RosJavaClient(String service, RosServiceType<Q, A> type, ConnectedNode node) {
        this.service = service;
        this.type = type;
        this.node = node;
    }

    @Override
    public A call(Q request, Duration timeout) throws RosException {
        return connected(timeout, (client, answer) -> begin(client, request, answer));
    }

    @Override
    public void check(Duration timeout) throws RosException {
        // Another type is seen at the node's first connection only: ROSJava keeps that for all that follows.
        connected(timeout, (client, answer) -> answer.complete(service));
    }

    private <R> R connected(
            Duration timeout, BiConsumer<org.ros.node.service.ServiceClient<Q, A>, CompletableFuture<R>> use)
            throws RosException {
        CompletableFuture<R> answer = new CompletableFuture<>();
        // ROSJava waits without an end for a handshake that does not come.
        node.getScheduledExecutorService().execute(() -> {
            try {
                use.accept(node.newServiceClient(service, type.name()), answer);
            } catch (ServiceNotFoundException e) {
                answer.completeExceptionally(new RosException("nobody offers it", e));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new RosException(service + " gave no answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new RosException(service + ": " + (cause == null ? e : cause.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RosException("interrupted while waiting for " + service, e);
        }
    }

    private void begin(org.ros.node.service.ServiceClient<Q, A> client, Q request, CompletableFuture<A> answer) {
        client.call(request, new ServiceResponseListener<A>() {
            @Override
            public void onSuccess(@Nullable A response) {
                if (response == null) {
                    answer.completeExceptionally(new RosException("its answer is no " + type.name()));
                } else {
                    answer.complete(response);
                }
            }

            @Override
            public void onFailure(RemoteException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    @Override
    public void close() {
        // ROSJava keeps one connection per service for the whole node.
    }
}
