package dev.reprise.envs.ros.transport;

/** Answers a service's requests. */
@FunctionalInterface
public interface ServiceHandler<Q, A> {
    /**
     * Answers a request.
     *
     * @throws RosException whose message the caller gets instead of an answer
     */
    A answer(Q request) throws RosException;
}
