package dev.reprise.envs.ros.safety;

import java.util.List;

/**
 * The box in which the tool may be; metres, base frame.
 *
 * @param low smallest x, y, z
 * @param high largest x, y, z
 */
public record Workspace(List<Double> low, List<Double> high) {
    /** Checks that it is a box. */
    public Workspace {
        low = List.copyOf(low);
        high = List.copyOf(high);
        if (low.size() != 3 || high.size() != 3) {
            throw new IllegalArgumentException("a workspace has three numbers in low and three in high: x, y, z");
        }
        for (int i = 0; i < 3; i++) {
            if (!(low.get(i) < high.get(i))) {
                throw new IllegalArgumentException("a workspace's low " + low + " must be below its high " + high);
            }
        }
    }

    /** How far a place lies outside, metres, along the axis on which it is farthest; 0 inside. */
    public double outside(double[] place) {
        double most = 0;
        for (int i = 0; i < 3; i++) {
            most = Math.max(most, Math.max(low.get(i) - place[i], place[i] - high.get(i)));
        }
        return most;
    }
}
