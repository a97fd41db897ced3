package dev.reprise.sim.physics.mujoco;

import dev.reprise.sim.physics.MetaworldContract;
import dev.reprise.sim.physics.PhysicsEngine;

class MetaworldOnMujocoTest extends MetaworldContract {
    @Override
    protected PhysicsEngine engine() {
        return InstalledMujoco.engine();
    }
}
