package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import java.io.IOException;
import java.net.BindException;

/** Ports that a user names for servers of Reprise's own. */
final class Ports {
    private static final int LAST = 65_535;

    /** Something that listens, at 0 on any free port. */
    interface Opener<T> {
        T open(int port) throws IOException;
    }

    private Ports() {}

    /**
     * Opens a server at the port that an option names.
     *
     * @throws UserException when there is no such port, or it is taken
     */
    static <T> T open(String option, int port, Opener<T> opener) throws IOException {
        if (port < 0 || port > LAST) {
            throw new UserException(option + " must be 0 to " + LAST + ", not " + port);
        }
        try {
            return opener.open(port);
        } catch (BindException e) {
            throw new UserException(
                    option + ": port " + port + " of the loopback interface cannot be had (" + e.getMessage()
                            + "); name another, or 0 for any free one",
                    e);
        }
    }
}
