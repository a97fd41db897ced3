package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;

/** Goals of an episode, of all tasks that have one: drawn anew whichever task is on. */
final class BenchGoals {
    /** The scene's bodies that show them, in the order of the measured fields. */
    static final String[] BODIES = {"reach-goal", "push-goal", "place-goal"};
    /** A goal of the block is at least so far from where it starts, m. */
    private static final double APART = 0.1;

    private BenchGoals() {}

    /**
     * Draws all goals.
     *
     * @param goals takes x y z of each, m
     */
    static void draw(RandomStream random, BenchStart start, double[][] goals) {
        goals[0] = new double[] {
            random.nextDouble(0.36, 0.54), random.nextDouble(-0.20, 0.20), random.nextDouble(0.08, 0.30)
        };
        goals[1] = away(random, start, 0.36, 0.54, 0.18, 0.02);
        goals[2] = away(random, start, 0.38, 0.52, 0.14, random.nextDouble(0.10, 0.25));
    }

    private static double[] away(
            RandomStream random, BenchStart start, double nearest, double farthest, double sideways, double z) {
        // A circle of this radius never covers the area that is drawn from, so that this ends.
        while (true) {
            double x = random.nextDouble(nearest, farthest);
            double y = random.nextDouble(-sideways, sideways);
            if (Math.hypot(x - start.blockX(), y - start.blockY()) >= APART) {
                return new double[] {x, y, z};
            }
        }
    }
}
