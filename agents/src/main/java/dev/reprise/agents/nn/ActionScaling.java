package dev.reprise.agents.nn;

import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;

/** Between actions in the units of their spec and actions scaled to [-1, 1]. */
public final class ActionScaling {
    private final float[] low;
    private final float[] high;

    /** @param action what the robot takes */
    public ActionScaling(BoxSpec action) {
        low = new float[action.size()];
        high = new float[action.size()];
        for (int a = 0; a < low.length; a++) {
            Axis axis = action.axes().get(a);
            low[a] = axis.low();
            high[a] = axis.high();
        }
    }

    /** Numbers per action. */
    public int size() {
        return low.length;
    }

    /** To the units of the spec, inside its bounds. */
    public float toSpec(int a, float scaled) {
        float value = low[a] + (scaled + 1) * 0.5f * (high[a] - low[a]);
        return Math.max(low[a], Math.min(high[a], value));
    }

    /** To [-1, 1]. */
    public float toUnit(int a, float value) {
        return 2 * (value - low[a]) / (high[a] - low[a]) - 1;
    }
}
