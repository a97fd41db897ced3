package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.sim.model.Vector3;

/**
 * Pull the peg out of its box. Reward: ⅕ nearness of the tool to the peg's upper part, ⅕ the same with the fingers closed
 * on it, ⅗ the part of the way up.
 */
final class PegUnplug extends BenchTask {
    private static final double PLUGGED = 0.06;
    private static final double FREE = 0.125;
    private static final Vector3 GRIP = new Vector3(0, 0, 0.035);

    PegUnplug() {
        super(
                "peg-unplug",
                "pull the peg out of its box; success when its lower end is above the box",
                BenchFields.PEG,
                BenchFields.OPENING);
    }

    @Override
    Label judge(float[] action, Measurement after) {
        Vector3 peg = BenchFields.vector(after, BenchFields.PEG);
        double near =
                Tolerance.within(distance(BenchFields.vector(after, BenchFields.TOOL), peg.plus(GRIP)), 0.01, 0.15);
        double way = part(peg.z(), PLUGGED, FREE);
        return label(0.2 * near + 0.2 * near * grip(action, after) + 0.6 * way, way == 1);
    }
}
