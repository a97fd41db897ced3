package dev.reprise.envs.ros.transport;

import java.time.Duration;

/** Calls a service of another node's. */
public interface ServiceClient<Q, A> extends AutoCloseable {
    /**
     * Asks and waits for the answer.
     *
     * @param timeout for all of it: looking the service up, connecting and the answer
     * @throws RosException when nobody offers the service, its type is another, the answer is a failure or does not
     *     come in time
     */
    A call(Q request, Duration timeout) throws RosException;

    /**
     * Sees whether the service could be called, and calls nothing.
     *
     * @param timeout for all of it: looking the service up and connecting
     * @throws RosException when nobody offers the service, or one of another type
     */
    void check(Duration timeout) throws RosException;

    @Override
    void close();
}
