package dev.reprise.bench;

import dev.reprise.agents.sac.AgentBench;
import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.agents.sac.StepBench;
import dev.reprise.envs.random.RandomStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Gradient steps and actions. The JIT takes seconds until the kernels of a step keep their sums in registers. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 4)
public class LearnerRates {
    /** A learner of one size. */
    @State(Scope.Thread)
    public static class Learner {
        /** Units of the trunk's layers, rows of the batch, tasks. */
        @Param({
            "256x256 128 10",
            "256x256x256x256 256 10",
            "256x256x256x256 256 50",
            "400x400x400 256 10",
            "256x256x256x256 1280 10",
            "64x64 64 4"
        })
        public String size;

        /** Threads that share a step. */
        @Param({"1", "2"})
        public int threads;

        /** Who runs the networks. */
        @Param("FUSED")
        public String executor;

        private StepBench bench;

        /** Makes the learner. */
        @Setup
        public void make() {
            bench = of(executor, size, threads);
        }
    }

    /** An agent after many tasks. */
    @State(Scope.Thread)
    public static class Agent {
        /** Units of the trunk's layers, rows of the present task, tasks. */
        @Param({"64x64 128 4", "256x256x256x256 256 10"})
        public String size;

        /** With rehearsal or without. */
        @Param({"plain", "rehearsal"})
        public String method;

        private AgentBench bench;

        /** Makes the agent. */
        @Setup
        public void make() {
            String[] parts = size.split(" ");
            bench = new AgentBench(
                    parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), method.equals("rehearsal"));
        }
    }

    /** A policy. */
    @State(Scope.Thread)
    public static class Policy {
        /** Units of the trunk's layers, rows (not used), tasks. */
        @Param({"256x256x256x256 256 10", "64x64 64 4"})
        public String size;

        private PolicySnapshot policy;
        private float[] observation = {};
        private final float[] action = new float[4];
        private final RandomStream random = RandomStream.of(3);

        /** Makes the policy. */
        @Setup
        public void make() {
            StepBench bench = of("FUSED", size, 1);
            policy = bench.policy();
            observation = bench.observation();
        }
    }

    static StepBench of(String executor, String size, int threads) {
        String[] parts = size.split(" ");
        return new StepBench(executor, parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), threads);
    }

    /** One gradient step. */
    @Benchmark
    public double step(Learner learner) {
        return learner.bench.step();
    }

    /** One draw from the replay and the gradient step that follows. */
    @Benchmark
    public double learn(Agent agent) {
        return agent.bench.learn();
    }

    /** One action for one observation, drawn from the policy. */
    @Benchmark
    public float[] act(Policy policy) {
        policy.policy.sample(0, policy.observation, policy.random, policy.action);
        return policy.action;
    }
}
