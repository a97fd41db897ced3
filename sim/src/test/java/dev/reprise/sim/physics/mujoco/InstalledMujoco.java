package dev.reprise.sim.physics.mujoco;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.concurrent.atomic.AtomicBoolean;

/** The library for tests that need one; without it they are skipped, or fail where nothing may be left out. */
final class InstalledMujoco {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private InstalledMujoco() {}

    static MujocoEngine engine() {
        return MujocoEngine.find().orElseGet(InstalledMujoco::none);
    }

    private static MujocoEngine none() {
        if (Boolean.getBoolean("reprise.require.all")) {
            return fail(MujocoLibrary.SOUGHT);
        }
        // The reason of a skipped test stands in the report file alone; people watch the console, once is enough there.
        if (!SAID.getAndSet(true)) {
            System.err.println("tests of MuJoCo skipped: " + MujocoLibrary.SOUGHT);
        }
        return abort(MujocoLibrary.SOUGHT);
    }
}
