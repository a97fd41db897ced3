package dev.reprise.app.config;

/** A node of a {@link ConfigTree}. */
sealed interface Node permits MapNode, ListNode, ScalarNode {
    /** Where it was written: the line of its key, or of its list item, or of its first character. */
    Origin origin();
}
