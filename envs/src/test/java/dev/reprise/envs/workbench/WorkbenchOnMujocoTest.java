package dev.reprise.envs.workbench;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.task.TaskSuite;
import org.junit.jupiter.api.Tag;

/** What every environment promises, of the bench on MuJoCo. */
@Tag("long")
class WorkbenchOnMujocoTest implements EnvironmentContract {
    @Override
    public TaskSuite suite() {
        return BenchEngine.MUJOCO.suite();
    }
}
