package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.World;

/**
 * PhysX, the default engine: native libraries for x86-64 (Linux, Windows, macOS) and for macOS on ARM come with the jar.
 *
 * <p>Contacts are rigid and friction is Coulomb's: a model's solref, solimp, margin, torsional and rolling friction have
 * no counterpart and are not used. Cylinders are prisms of 32 sides, meshes their convex hulls. What a model has and
 * PhysX has not is refused when the world is made.
 */
public final class PhysxEngine implements PhysicsEngine {
    private final PhysxSettings settings;

    /** With the default settings. */
    public PhysxEngine() {
        this(PhysxSettings.DEFAULT);
    }

    /** With settings of one's own. */
    public PhysxEngine(PhysxSettings settings) {
        this.settings = settings;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException when there is no PhysX for this machine
     */
    @Override
    public String description() {
        return PhysxLibrary.get().description() + ", TGS with " + settings.positionIterations()
                + " position iterations";
    }

    @Override
    public World newWorld(ModelSpec model) {
        return new PhysxWorld(model, settings, PhysxLibrary.get());
    }
}
