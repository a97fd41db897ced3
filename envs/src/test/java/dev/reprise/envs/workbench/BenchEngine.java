package dev.reprise.envs.workbench;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.mujoco.MujocoEngine;
import dev.reprise.sim.physics.physx.PhysxEngine;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engines that the bench is tested on. Where no MuJoCo is installed, tests that ask for it are skipped, or fail
 * where nothing may be left out.
 */
enum BenchEngine {
    PHYSX {
        @Override
        PhysicsEngine open() {
            return new PhysxEngine();
        }

        @Override
        WorkbenchSuite suite() {
            return new WorkbenchSuite.Dense();
        }
    },
    MUJOCO {
        @Override
        PhysicsEngine open() {
            return MujocoEngine.find().orElseGet(BenchEngine::none);
        }

        @Override
        WorkbenchSuite suite() {
            open();
            return new WorkbenchSuite.Mujoco();
        }
    };

    private static final AtomicBoolean SAID = new AtomicBoolean();

    /** The engine itself. */
    abstract PhysicsEngine open();

    /** The ten jobs on it. */
    abstract WorkbenchSuite suite();

    private static MujocoEngine none() {
        String reason = "no MuJoCo installed; on Debian: apt install libmujoco-dev";
        if (Boolean.getBoolean("reprise.require.all")) {
            return fail(reason);
        }
        // The reason of a skipped test stands in the report file alone; people watch the console, once is enough there.
        if (!SAID.getAndSet(true)) {
            System.err.println("tests of the workbench on MuJoCo skipped: " + reason);
        }
        return abort(reason);
    }
}
