package dev.reprise.app.config;

import dev.reprise.app.UserException;

/**
 * Where a node was written.
 *
 * @param source a file or resource name, or a whole {@code --set} expression
 * @param line from 1; 0 where a source has no lines
 */
record Origin(String source, int line) {
    /** A place without lines. */
    static Origin of(String source) {
        return new Origin(source, 0);
    }

    /** A mistake at this place, to be thrown. */
    UserException mistake(String sentence) {
        return new UserException(this + ": " + sentence);
    }

    @Override
    public String toString() {
        return line > 0 ? source + ":" + line : source;
    }
}
