package dev.reprise.envs.ros.tcpros;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers that a node was told to go, and tells those who want to know; once. */
final class ShutdownOrder {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownOrder.class);

    private final List<Consumer<String>> listeners = new ArrayList<>();
    private @Nullable String reason;

    void give(String why) {
        List<Consumer<String>> told;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            told = List.copyOf(listeners);
        }
        LOG.warn("this node is told to go: {}", why);
        // On a thread of its own: whoever gave the order waits for an answer.
        told.forEach(listener -> tell(listener, why));
    }

    void listen(Consumer<String> listener) {
        String given;
        synchronized (this) {
            given = reason;
            listeners.add(listener);
        }
        if (given != null) {
            tell(listener, given);
        }
    }

    private static void tell(Consumer<String> listener, String why) {
        Thread thread = new Thread(() -> listener.accept(why), "ros-shutdown");
        thread.setDaemon(true);
        thread.start();
    }
}
