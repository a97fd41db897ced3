package dev.reprise.envs.world;

import dev.reprise.envs.spec.Environment;
import dev.reprise.sim.physics.WorldView;

/**
 * An environment with a window into its world. Not for concurrent use.
 *
 * @param environment what is acted in; closed with this
 * @param world what it moves, the same over all episodes; to be read between its steps, after its first reset
 */
public record Simulation(Environment environment, WorldView world) implements AutoCloseable {
    @Override
    public void close() {
        environment.close();
    }
}
