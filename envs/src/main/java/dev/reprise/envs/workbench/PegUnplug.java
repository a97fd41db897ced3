package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;

/**
 * Pull the peg out of its box. Reward: ⅕ nearness of the tool to the peg's upper part, half of it of 3 cm, ⅕ the same with the
 * fingers closed on it, ⅕ lifting by 2 cm, ⅖ the part of the way up.
 */
final class PegUnplug extends BenchTask {
    private static final double PLUGGED = 0.06;
    private static final double FREE = 0.125;
    /** The first part of the way, m: within it the peg is seen to move. */
    private static final double LOOSE = 0.02;
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
        double far = distance(after, BenchFields.TOOL, BenchFields.PEG, GRIP);
        double near = 0.5 * Tolerance.within(far, 0.01, 0.15) + 0.5 * Tolerance.within(far, 0.005, 0.03);
        double height = BenchFields.height(after, BenchFields.PEG);
        double way = part(height, PLUGGED, FREE);
        double reward = 0.2 * near
                + 0.2 * near * grip(action, after)
                + 0.2 * part(height, PLUGGED, PLUGGED + LOOSE)
                + 0.4 * way;
        return label(reward, way == 1);
    }
}
