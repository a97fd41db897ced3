package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.ServiceHandler;
import dev.reprise.envs.ros.transport.ServiceServer;
import org.jspecify.annotations.Nullable;
import org.ros.exception.ServiceException;
import org.ros.node.service.ServiceResponseBuilder;

/** A service that ROSJava offers. ROSJava cannot take one back, so that a closed one only answers with a failure. */
final class RosJavaServer<Q, A> implements ServiceServer, ServiceResponseBuilder<Q, Object> {
    private final String service;
    private final ServiceHandler<Q, A> handler;
    private final Runnable onClose;
    private volatile boolean closed;

    /** @param onClose takes it off the master */
    RosJavaServer(String service, ServiceHandler<Q, A> handler, Runnable onClose) {
        this.service = service;
        this.handler = handler;
        this.onClose = onClose;
    }

    @Override
    public synchronized void build(@Nullable Q request, Object answer) throws ServiceException {
        if (closed) {
            throw new ServiceException(service + " is not offered any more");
        }
        if (request == null) {
            throw new ServiceException("the request is malformed");
        }
        try {
            ((Descriptions.Answer) answer).value = handler.answer(request);
        } catch (RosException | RuntimeException e) {
            throw new ServiceException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }
}
