package dev.reprise.app.config;

import java.util.List;

/** A list with its items in order. */
record ListNode(Origin origin, List<Node> items) implements Node {
    ListNode {
        items = List.copyOf(items);
    }
}
