package dev.reprise.sim.physics.physx;

import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.WorldContract;

class PhysxWorldTest extends WorldContract {
    private final PhysicsEngine engine = new PhysxEngine();

    @Override
    protected PhysicsEngine engine() {
        return engine;
    }
}
