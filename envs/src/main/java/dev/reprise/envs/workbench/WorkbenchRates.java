package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.World;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast the workbench runs on this machine: for `bench-sim`. */
public final class WorkbenchRates {
    private static final int BATCH = 200;

    private WorkbenchRates() {}

    /**
     * What one thread reached.
     *
     * @param stepsPerSecond steps per second of wall time
     * @param stepsPerCpuSecond steps per second of the thread's processor time
     * @param bytesPerStep allocated on the Java heap
     */
    public record Rate(double stepsPerSecond, double stepsPerCpuSecond, double bytesPerStep) {}

    /** Something that takes steps. */
    @FunctionalInterface
    private interface Steps {
        void take(int count);
    }

    /** The whole bench in an engine alone: the arm holds its posture, everything lies still or hangs. */
    public static Rate physics(PhysicsEngine engine, double seconds) {
        ModelSpec model = BenchScene.read();
        try (World world = engine.newWorld(model)) {
            world.reset();
            return measure(world::step, seconds);
        }
    }

    /** Control steps of an environment under random actions, measurement, observation and label included. */
    public static Rate control(WorkbenchSuite suite, double seconds) {
        try (Environment environment = suite.newEnvironment()) {
            RandomStream random = RandomStream.of(1);
            float[] action = new float[suite.specs().action().size()];
            TimeStep[] now = {environment.reset(suite.tasks().get(0).id(), 1)};
            return measure(
                    count -> {
                        for (int i = 0; i < count; i++) {
                            if (now[0] instanceof TimeStep.Last) {
                                now[0] = environment.reset(suite.tasks().get(0).id(), random.nextLong());
                            }
                            for (int k = 0; k < action.length; k++) {
                                action[k] = 2 * random.nextFloat() - 1;
                            }
                            now[0] = environment.step(action);
                        }
                    },
                    seconds);
        }
    }

    /** Control steps per second of several environments in as many threads, all together. */
    public static double together(WorkbenchSuite suite, int threads, double seconds) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Rate>> rates = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                rates.add(pool.submit(() -> control(suite, seconds)));
            }
            double sum = 0;
            for (Future<Rate> rate : rates) {
                sum += rate.get().stepsPerSecond();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an environment failed", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** A third of the time warms up. */
    private static Rate measure(Steps steps, double seconds) {
        run(steps, seconds / 3);
        return run(steps, seconds);
    }

    private static Rate run(Steps steps, double seconds) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long until = start + (long) (seconds * 1e9);
        long count = 0;
        while (System.nanoTime() < until) {
            steps.take(BATCH);
            count += BATCH;
        }
        double wall = (System.nanoTime() - start) * 1e-9;
        double busy = (threads.getCurrentThreadCpuTime() - cpu) * 1e-9;
        return new Rate(
                count / wall, count / busy, (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / count);
    }
}
