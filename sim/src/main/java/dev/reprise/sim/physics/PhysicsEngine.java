package dev.reprise.sim.physics;

import dev.reprise.sim.model.ModelSpec;

/** Makes worlds. */
public interface PhysicsEngine {
    /** Name and version, for the log and reports. */
    String description();

    /**
     * A world of its own, reset.
     *
     * @throws UnsupportedOperationException when the model has something that this engine cannot do, naming it
     */
    World newWorld(ModelSpec model);
}
