package dev.reprise.app;

/**
 * A mistake of the user's, said in one sentence: what is wrong, where, and what would be right. The command line prints
 * the message alone and exits with status 2.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A mistake with its one-sentence explanation. */
    public UserException(String message) {
        super(message);
    }

    /** A mistake that came to light through another exception. */
    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
