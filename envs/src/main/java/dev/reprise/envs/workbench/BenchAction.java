package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import java.util.List;

/** What the agent commands: a displacement of the tool and the gripper. */
final class BenchAction {
    /** Displacement of 1, m per control period. */
    static final double STRIDE = 0.025;

    static final BoxSpec SPEC = new BoxSpec(
            "action",
            List.of(
                    new Axis("tool-forward", "2.5 cm", -1, 1),
                    new Axis("tool-left", "2.5 cm", -1, 1),
                    new Axis("tool-up", "2.5 cm", -1, 1),
                    new Axis("gripper-close", "1", -1, 1)));

    private BenchAction() {}

    /** By how much the tool's commanded place moves along x, y or z (0 … 2), m. */
    static double displacement(float[] action, int axis) {
        return action[axis] * STRIDE;
    }

    /** Commanded opening of each finger, m: wide open at -1, closed at 1. */
    static double opening(float[] action) {
        return BenchArm.OPEN * (1 - action[3]) / 2;
    }
}
