package dev.reprise.envs.ros.msg;

/** Bytes that are no message of the type that they were said to be. */
public final class MalformedMessageException extends RuntimeException {
    public MalformedMessageException(String message) {
        super(message);
    }
}
