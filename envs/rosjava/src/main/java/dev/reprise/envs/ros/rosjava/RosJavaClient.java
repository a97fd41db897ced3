package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.ServiceClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        CompletableFuture<A> answer = new CompletableFuture<>();
        // ROSJava waits without an end for a handshake that does not come.
        node.getScheduledExecutorService().execute(() -> begin(request, answer));
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

    private void begin(Q request, CompletableFuture<A> answer) {
        try {
            org.ros.node.service.ServiceClient<Q, A> client = node.newServiceClient(service, type.name());
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
        } catch (ServiceNotFoundException e) {
            answer.completeExceptionally(new RosException("nobody offers it", e));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        // ROSJava keeps one connection per service for the whole node.
    }
}
