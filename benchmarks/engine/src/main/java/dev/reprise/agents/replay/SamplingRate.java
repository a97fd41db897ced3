package dev.reprise.agents.replay;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Drawing a batch of 256: observation 39, action 4, reward and end: 84 floats that are read. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
public class SamplingRate {
    private static final int ROWS = 256;

    /** A store with transitions of one task. */
    @State(Scope.Thread)
    public static class Filled {
        /** Millions of transitions, and where they lie. */
        @Param({"1 in memory", "10 on disk"})
        public String millions;

        private final EnvironmentSpecs specs = new EnvironmentSpecs(
                box("observation", 39),
                box("action", 4),
                new MeasurementSchema(List.of(new Field("x", 1, "m", "base"))),
                0.05,
                500);
        private final TransitionSchema schema = TransitionSchema.of(specs);
        private final RandomStream random = RandomStream.of(1);
        private final Draws draws = new Draws(ROWS);
        private final Batch batch = new Batch(schema);
        private Mix mix = new Mix(List.of());

        /** Fills the store. */
        @Setup
        public void fill() {
            boolean disk = millions.endsWith("disk");
            ReplayStore store = disk ? new ReplayStore(schema, 64L << 20, 8L << 30) : new ReplayStore(schema, 1L << 30);
            mix = new Mix(List.of(new Mix.Part(StoreSampler.own(store, 0, 0), ROWS)));
            for (int i = 0; i < Integer.parseInt(millions.split(" ")[0]) * 1_000_000; i++) {
                Measurement measured = Measurement.of(specs.measurement(), new float[] {i});
                store.append(new Transition(
                        0,
                        i / 500,
                        specs.observation().sample(random),
                        measured,
                        specs.action().sample(random),
                        specs.observation().sample(random),
                        measured,
                        new Label(i % 7, false, false),
                        false));
            }
        }
    }

    /** Draws and copies a batch. */
    @Benchmark
    public Batch sample(Filled filled) {
        filled.draws.clear();
        filled.mix.draw(filled.random, filled.draws);
        filled.batch.gather(filled.draws, 1, (task, before, action, after) -> null);
        return filled.batch;
    }

    private static BoxSpec box(String name, int size) {
        return new BoxSpec(
                name,
                IntStream.range(0, size)
                        .mapToObj(i -> new Axis(name + "-" + i, "1", -1f, 1f))
                        .toList());
    }
}
