package dev.reprise.envs.ros.tcpros;

import java.time.Duration;

/**
 * How connections to other nodes are made.
 *
 * @param longest bytes that a message may have
 * @param patience for the first words of a connection
 */
record LinkSettings(String node, Reach reach, int longest, Duration patience) {
    long deadline() {
        return System.nanoTime() + patience.toNanos();
    }
}
