package dev.reprise.sim.physics.mujoco;

import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.WorldContract;

/** The contract of worlds, on the MuJoCo that is installed or named. */
class MujocoWorldContractTest extends WorldContract {
    @Override
    protected PhysicsEngine engine() {
        return InstalledMujoco.engine();
    }
}
