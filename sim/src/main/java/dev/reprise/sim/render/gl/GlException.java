package dev.reprise.sim.render.gl;

/** OpenGL cannot be had; the message says why, in one sentence. */
public final class GlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GlException(String message) {
        super(message);
    }

    GlException(String message, Throwable cause) {
        super(message, cause);
    }
}
