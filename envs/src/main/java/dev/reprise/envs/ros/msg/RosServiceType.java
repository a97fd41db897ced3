package dev.reprise.envs.ros.msg;

/**
 * A type of services: a question and its answer.
 *
 * @param name as in {@code std_srvs/Trigger}
 * @param <Q> questions
 * @param <A> answers
 */
public record RosServiceType<Q, A>(String name, RosMessageType<Q> request, RosMessageType<A> response) {
    /** The sum of both definitions, 32 hexadecimal digits. */
    public String md5() {
        return MessageDefinition.md5(request.hashed() + response.hashed());
    }
}
