package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;

/**
 * Pull the peg out of its box. Reward: ⅕ nearness of the tool to the peg's upper part, ⅕ the same with the fingers closed
 * on it, ⅗ the part of the way up.
 */
final class PegUnplug extends BenchTask {
    private static final double PLUGGED = 0.06;
    private static final double FREE = 0.125;
    /** Height of where it is gripped above its middle, m. */
    private static final double GRIP = 0.035;

    PegUnplug() {
        super(
                "peg-unplug",
                "pull the peg out of its box; success when its lower end is above the box",
                BenchFields.PEG,
                BenchFields.OPENING);
    }

    @Override
    Label judge(float[] action, Measurement after) {
        double near = Tolerance.within(distance(after, BenchFields.TOOL, BenchFields.PEG, GRIP), 0.01, 0.15);
        double way = part(BenchFields.height(after, BenchFields.PEG), PLUGGED, FREE);
        return label(0.2 * near + 0.2 * near * grip(action, after) + 0.6 * way, way == 1);
    }
}
