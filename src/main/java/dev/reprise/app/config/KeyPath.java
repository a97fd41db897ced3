package dev.reprise.app.config;

/**
 * The way from the root to a node, as people write it: {@code curriculum.phases[0].steps}.
 *
 * @param text empty for the root
 */
record KeyPath(String text) {
    static final KeyPath ROOT = new KeyPath("");

    KeyPath child(String key) {
        return new KeyPath(isRoot() ? Phrase.plain(key) : text + "." + Phrase.plain(key));
    }

    /** The item at {@code index}, from 0. */
    KeyPath item(int index) {
        return new KeyPath(text + "[" + index + "]");
    }

    boolean isRoot() {
        return text.isEmpty();
    }

    /** {@code " in agent.network"}, or nothing for the root. */
    String in() {
        return isRoot() ? "" : " in " + text;
    }

    /** {@code "agent.network: "}, or nothing for the root. */
    String prefix() {
        return isRoot() ? "" : text + ": ";
    }

    @Override
    public String toString() {
        return isRoot() ? "the configuration" : text;
    }
}
