package dev.reprise.sim.model;

/** A model file cannot be read; the message says which file, which line, what is wrong and what would be right. */
public final class MjcfException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MjcfException(String message) {
        super(message);
    }

    MjcfException(String message, Throwable cause) {
        super(message, cause);
    }
}
