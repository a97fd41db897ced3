package dev.reprise.agents.nn.fused;

import dev.reprise.envs.random.RandomStream;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The kernels' products alone, and the most that fused multiply-adds reach when nothing has to be loaded. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
public class KernelRates {
    /** Multiply-adds per lane and sum in {@link #peak}. */
    public static final int PEAK_ROUNDS = 20_000;
    /** Sums that {@link #peak} keeps in registers. */
    public static final int PEAK_SUMS = 12;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Operands of a square product. */
    @State(Scope.Thread)
    public static class Operands {
        /** Rows of C. */
        @Param({"128", "256", "1280"})
        public int rows;

        /** Units of both layers. */
        @Param({"256", "400"})
        public int width;

        private final Kernels kernels = Kernels.best();
        private float[] x = {};
        private float[] y = {};
        private float[] w = {};
        private float[] bias = {};
        private float[] packed = {};

        /** Fills the operands. */
        @Setup
        public void fill() {
            x = numbers(Kernels.blockedSize(rows, width));
            y = numbers(Kernels.blockedSize(rows, width));
            w = numbers(width * width);
            bias = new float[width];
            packed = new float[Kernels.ALIGNED + kernels.packedSize(width, width)];
            pack();
        }

        private void pack() {
            for (int panel = 0; panel < kernels.panels(width); panel++) {
                int at = Kernels.ALIGNED + panel * kernels.panelSize(width);
                kernels.packForward(w, 0, bias, 0, width, width, panel, packed, at);
            }
        }

        private static float[] numbers(int count) {
            RandomStream random = RandomStream.of(1);
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = random.nextGaussian();
            }
            return numbers;
        }
    }

    /** A layer's way forward in slices of 128 rows, with packed weights. */
    @Benchmark
    public float[] forward(Operands o) {
        for (int row = 0; row < o.rows; row += 128) {
            int at = Kernels.ALIGNED + row * Kernels.BLOCK;
            int rows = Math.min(128, o.rows - row);
            o.kernels.layer(o.y, at, o.rows, o.x, at, o.rows, o.packed, Kernels.ALIGNED, rows, o.width, o.width);
        }
        return o.y;
    }

    /** A layer's gradient: columns of x and y multiplied. */
    @Benchmark
    public float[] gradient(Operands o) {
        int at = Kernels.ALIGNED;
        o.kernels.gradient(o.w, 0, o.width, o.y, at, o.rows, o.x, at, o.rows, o.width, o.width, o.rows);
        return o.w;
    }

    /** Copying a layer's weights to where the kernels want them for the way forward. */
    @Benchmark
    public float[] pack(Operands o) {
        o.pack();
        return o.packed;
    }

    /** Lanes of the widest vectors. */
    public static int lanes() {
        return SPECIES.length();
    }

    /** Fused multiply-adds on registers alone. */
    @Benchmark
    public float peak() {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector t0 = FloatVector.broadcast(SPECIES, 1f);
        FloatVector t1 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector t2 = FloatVector.broadcast(SPECIES, 3f);
        FloatVector t3 = FloatVector.broadcast(SPECIES, 4f);
        FloatVector t4 = FloatVector.broadcast(SPECIES, 5f);
        FloatVector t5 = FloatVector.broadcast(SPECIES, 6f);
        FloatVector t6 = FloatVector.broadcast(SPECIES, 7f);
        FloatVector t7 = FloatVector.broadcast(SPECIES, 8f);
        FloatVector t8 = FloatVector.broadcast(SPECIES, 9f);
        FloatVector t9 = FloatVector.broadcast(SPECIES, 10f);
        FloatVector t10 = FloatVector.broadcast(SPECIES, 11f);
        FloatVector t11 = FloatVector.broadcast(SPECIES, 12f);
        for (int i = 0; i < PEAK_ROUNDS; i++) {
            t0 = t0.fma(x, x);
            t1 = t1.fma(x, x);
            t2 = t2.fma(x, x);
            t3 = t3.fma(x, x);
            t4 = t4.fma(x, x);
            t5 = t5.fma(x, x);
            t6 = t6.fma(x, x);
            t7 = t7.fma(x, x);
            t8 = t8.fma(x, x);
            t9 = t9.fma(x, x);
            t10 = t10.fma(x, x);
            t11 = t11.fma(x, x);
        }
        return t0.add(t1)
                .add(t2.add(t3))
                .add(t4.add(t5))
                .add(t6.add(t7))
                .add(t8.add(t9))
                .add(t10.add(t11))
                .lane(0);
    }
}
