package dev.reprise.sim.physics.physx;

import dev.reprise.sim.physics.MetaworldContract;
import dev.reprise.sim.physics.PhysicsEngine;

class MetaworldOnPhysxTest extends MetaworldContract {
    @Override
    protected PhysicsEngine engine() {
        return new PhysxEngine();
    }
}
