package dev.reprise.envs.ros.transport;

/** A service that a node offers. */
public interface ServiceServer extends AutoCloseable {
    /** The full name. */
    String service();

    @Override
    void close();
}
