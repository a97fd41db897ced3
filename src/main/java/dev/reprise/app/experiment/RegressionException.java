package dev.reprise.app.experiment;

import java.io.Serial;

/** The guard has ended a run: a task that was learnt before has been lost. Its message is a sentence for the user. */
public final class RegressionException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    RegressionException(String message) {
        super(message);
    }
}
