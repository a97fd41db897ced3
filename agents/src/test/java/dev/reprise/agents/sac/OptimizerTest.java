package dev.reprise.agents.sac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.fused.ParameterMath;
import dev.reprise.envs.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private static final ParameterLayout LAYOUT =
            ParameterLayout.of(NetworkSample.spec(150, List.of(200, 31), Activation.RELU, 3, 2));
    private static final List<ParameterMath.Span> ALL = List.of(new ParameterMath.Span(0, LAYOUT.size(), 1));

    /** Parameters, a follower and the state of an optimizer. */
    private static final class Bench {
        final ParameterVector parameters = ParameterVector.initial(LAYOUT, 1, "p");
        final ParameterVector follower = ParameterVector.initial(LAYOUT, 2, "f");
        final ParameterVector gradient = ParameterVector.zeros(LAYOUT);
        final ParameterVector first = ParameterVector.zeros(LAYOUT);
        final ParameterVector second = ParameterVector.zeros(LAYOUT);

        void drawGradient(RandomStream random) {
            float[] g = gradient.edit();
            for (int i = 0; i < g.length; i++) {
                g[i] = 0.01f * random.nextGaussian();
            }
        }
    }

    /** Kingma and Ba 2015, algorithm 1, and Loshchilov and Hutter 2019, algorithm 2, in doubles. */
    @Test
    void adamDecayAndFollowerAreThoseOfTheFormulas() {
        Bench bench = new Bench();
        ParameterMath math = new ParameterMath(2);
        RandomStream random = RandomStream.of(3);
        int n = LAYOUT.size();
        double[] p = doubles(bench.parameters);
        double[] f = doubles(bench.follower);
        double[] m = new double[n];
        double[] v = new double[n];
        for (int t = 1; t <= 20; t++) {
            bench.drawGradient(random);
            math.adam(
                    bench.parameters,
                    bench.gradient,
                    bench.first,
                    bench.second,
                    t,
                    1e-2,
                    0.1,
                    ALL,
                    bench.follower,
                    0.05);
            for (int i = 0; i < n; i++) {
                double g = bench.gradient.values()[i];
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                double step = m[i] / (1 - Math.pow(0.9, t)) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
                double decay = i < LAYOUT.trunkSize() ? 0.1 : 0; // of what tasks share
                p[i] = p[i] - 1e-2 * decay * p[i] - 1e-2 * step;
                f[i] += 0.05 * (p[i] - f[i]);
            }
        }
        for (int i = 0; i < n; i++) {
            assertEquals(p[i], bench.parameters.values()[i], 1e-5);
            assertEquals(f[i], bench.follower.values()[i], 1e-5);
        }
    }

    @Test
    void onePassMovesTheFollowerAsTwoPassesDoAndThreadsChangeNoBit() {
        Bench together = new Bench();
        Bench apart = new Bench();
        RandomStream random = RandomStream.of(4);
        for (int t = 1; t <= 5; t++) {
            together.drawGradient(random);
            apart.gradient.set(together.gradient);
            new ParameterMath(1)
                    .adam(
                            together.parameters,
                            together.gradient,
                            together.first,
                            together.second,
                            t,
                            1e-3,
                            0,
                            ALL,
                            together.follower,
                            0.01);
            new ParameterMath(3)
                    .adam(apart.parameters, apart.gradient, apart.first, apart.second, t, 1e-3, 0, ALL, null, 0);
            float[] f = apart.follower.edit();
            for (int i = 0; i < f.length; i++) {
                f[i] += 0.01f * (apart.parameters.values()[i] - f[i]);
            }
        }
        assertArrayEquals(apart.parameters.values(), together.parameters.values());
        assertArrayEquals(apart.follower.values(), together.follower.values());
    }

    @Test
    void eachSpanLearnsAtItsRateAndAFrozenOneStays() {
        int third = LAYOUT.size() / 3;
        List<ParameterMath.Span> spans = List.of(
                new ParameterMath.Span(0, third, 1),
                new ParameterMath.Span(third, 2 * third, 0),
                new ParameterMath.Span(2 * third, LAYOUT.size(), 0.25));
        Bench parts = new Bench();
        Bench full = new Bench();
        Bench quarter = new Bench();
        float[] before = parts.parameters.values().clone();
        RandomStream random = RandomStream.of(5);
        ParameterMath math = new ParameterMath(2);
        for (int t = 1; t <= 5; t++) {
            parts.drawGradient(random);
            full.gradient.set(parts.gradient);
            quarter.gradient.set(parts.gradient);
            math.adam(
                    parts.parameters,
                    parts.gradient,
                    parts.first,
                    parts.second,
                    t,
                    1e-2,
                    0.1,
                    spans,
                    parts.follower,
                    0.5);
            math.adam(full.parameters, full.gradient, full.first, full.second, t, 1e-2, 0.1, ALL, full.follower, 0.5);
            math.adam(
                    quarter.parameters, quarter.gradient, quarter.first, quarter.second, t, 2.5e-3, 0.1, ALL, null, 0);
        }
        for (int i = 0; i < before.length; i++) {
            Bench expected = i < third ? full : quarter;
            boolean frozen = i >= third && i < 2 * third;
            assertEquals(
                    frozen ? before[i] : expected.parameters.values()[i],
                    parts.parameters.values()[i],
                    "parameter " + i);
            assertEquals(frozen ? 0 : expected.first.values()[i], parts.first.values()[i], "moment " + i);
            if (i < third) {
                assertEquals(full.follower.values()[i], parts.follower.values()[i], "follower " + i);
            }
        }
        assertTrue(parts.follower.values()[third] != full.follower.values()[third]);
    }

    @Test
    void theRateGoesFromItsFirstValueToItsLast() {
        for (SacConfig.Schedule schedule : SacConfig.Schedule.values()) {
            assertEquals(0, schedule.way(0), 1e-12);
            assertEquals(0.5, schedule.way(0.5), 1e-12);
            assertEquals(1, schedule.way(1), 1e-12);
        }
        assertEquals(0.25, SacConfig.Schedule.LINEAR.way(0.25), 1e-12);
        assertEquals(0.1464466, SacConfig.Schedule.COSINE.way(0.25), 1e-6);
    }

    private static double[] doubles(ParameterVector vector) {
        double[] result = new double[vector.values().length];
        for (int i = 0; i < result.length; i++) {
            result[i] = vector.values()[i];
        }
        return result;
    }
}
