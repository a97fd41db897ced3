package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.sim.model.Vector3;
import java.util.EnumMap;
import java.util.Map;

/**
 * How an episode begins.
 *
 * @param tool where the tool is, m
 * @param blockX m
 * @param blockY m
 * @param blockYaw rad
 * @param openings of all fixtures, m or rad
 */
record BenchStart(Vector3 tool, double blockX, double blockY, double blockYaw, Map<Fixture, Double> openings) {
    private static final int NUMBERS = 6 + Fixture.values().length;

    /** A start with the tool, the block and the fixtures anywhere near their places of rest. */
    static BenchStart draw(RandomStream random) {
        Vector3 tool = new Vector3(
                random.nextDouble(0.38, 0.50), random.nextDouble(-0.10, 0.10), random.nextDouble(0.16, 0.28));
        double x = random.nextDouble(0.40, 0.52);
        double y = random.nextDouble(-0.12, 0.12);
        double yaw = random.nextDouble(-0.3, 0.3);
        Map<Fixture, Double> openings = new EnumMap<>(Fixture.class);
        for (Fixture fixture : Fixture.values()) {
            // Things that spring back are at rest.
            boolean springs = fixture == Fixture.BUTTON || fixture == Fixture.LEVER;
            openings.put(fixture, springs ? 0 : random.nextDouble(0, 0.15) * fixture.most());
        }
        return new BenchStart(tool, x, y, yaw, openings);
    }

    /** The same start, but one fixture is open between two parts of its way. */
    BenchStart open(Fixture fixture, RandomStream random, double least, double most) {
        Map<Fixture, Double> other = new EnumMap<>(openings);
        other.put(fixture, random.nextDouble(least, most) * fixture.most());
        return new BenchStart(tool, blockX, blockY, blockYaw, other);
    }

    /** As a plant takes it. */
    float[] row() {
        float[] row = new float[NUMBERS];
        row[0] = (float) tool.x();
        row[1] = (float) tool.y();
        row[2] = (float) tool.z();
        row[3] = (float) blockX;
        row[4] = (float) blockY;
        row[5] = (float) blockYaw;
        int at = 6;
        for (double opening : openings.values()) {
            row[at++] = (float) opening;
        }
        return row;
    }

    /** The reverse of {@link #row}. */
    static BenchStart of(float[] row) {
        if (row.length != NUMBERS) {
            throw new IllegalArgumentException("a start at the bench has " + NUMBERS + " numbers, not " + row.length);
        }
        Map<Fixture, Double> openings = new EnumMap<>(Fixture.class);
        int at = 6;
        for (Fixture fixture : Fixture.values()) {
            openings.put(fixture, (double) row[at++]);
        }
        return new BenchStart(new Vector3(row[0], row[1], row[2]), row[3], row[4], row[5], openings);
    }
}
