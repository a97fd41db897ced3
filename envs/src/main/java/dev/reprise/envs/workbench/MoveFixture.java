package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;

/** Open or close a fixture. Reward: ¼ nearness of the tool to where it is taken hold of, ¾ the part of the way done. */
final class MoveFixture extends BenchTask {
    private final Fixture fixture;
    private final double shut;
    private final double done;
    private final double startLeast;
    private final double startMost;

    /**
     * @param from part of the fixture's way at which nothing is done
     * @param to part at which all is done: success
     * @param startLeast part of the way at which it starts, at least; the same as {@code startMost} for the common start
     */
    MoveFixture(
            String name,
            String description,
            Fixture fixture,
            double from,
            double to,
            double startLeast,
            double startMost) {
        super(name, description, fixture.opening(), fixture.handle());
        this.fixture = fixture;
        this.shut = from * fixture.most();
        this.done = to * fixture.most();
        this.startLeast = startLeast;
        this.startMost = startMost;
    }

    @Override
    BenchStart begin(RandomStream random) {
        BenchStart common = super.begin(random);
        return startLeast < startMost ? common.open(fixture, random, startLeast, startMost) : common;
    }

    @Override
    Label judge(float[] action, Measurement after) {
        double away = distance(after, BenchFields.TOOL, fixture.handle());
        double way = part(BenchFields.number(after, fixture.opening()), shut, done);
        return label(0.25 * Tolerance.within(away, 0.02, 0.15) + 0.75 * way, way == 1);
    }
}
