package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.transport.RosException;

/** A connection that must not be tried again: it would fail for the same reason. */
final class Refusal extends RosException {
    Refusal(String message) {
        super(message);
    }
}
