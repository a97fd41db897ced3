package dev.reprise.app.config;

import dev.reprise.app.UserException;

/**
 * Where a node was written.
 *
 * @param source a file or resource name, or a whole {@code --set} expression
 * @param line from 1; 0 where a source has no lines
 * @param author who wrote it
 */
record Origin(String source, int line, Author author) {
    /** Whose a value is; those who come later meant what they say the more. */
    enum Author {
        APPLICATION,
        FILE,
        COMMAND
    }

    /** A line of a file. */
    static Origin of(String source, int line) {
        return new Origin(source, line, Author.FILE);
    }

    /** A {@code --set} expression. */
    static Origin command(String expression) {
        return new Origin("--set " + Phrase.plain(expression), 0, Author.COMMAND);
    }

    /** A record of the application's, which has no lines. */
    static Origin application(String source) {
        return new Origin(source, 0, Author.APPLICATION);
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
