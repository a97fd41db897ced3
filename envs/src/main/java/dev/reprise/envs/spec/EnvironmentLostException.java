package dev.reprise.envs.spec;

/**
 * An environment outside this process, a robot or a server, could not begin an episode although it was given the time to
 * come back, or the program is ending. What was learnt before is whole: a run that meets this writes a checkpoint.
 */
public final class EnvironmentLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message a sentence for the user: what was tried, and why it failed */
    public EnvironmentLostException(String message) {
        super(message);
    }

    /** @param message a sentence for the user: what was waited for, and for how long */
    public EnvironmentLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
