package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.physics.WorldState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast the workbench runs on this machine: for `bench-sim`. */
public final class WorkbenchRates {
    private static final int BATCH = 200;
    /** Physics steps between two settings of the arm's targets; a part of {@link #BATCH}. */
    private static final int STEPS_PER_TARGET = 5;

    private static final Vector3 REST = new Vector3(0.44, 0, 0.22);

    private WorkbenchRates() {}

    /**
     * What one thread reached.
     *
     * @param stepsPerSecond steps per second of wall time
     * @param stepsPerCpuSecond steps per second of the thread's processor time
     * @param bytesPerStep allocated on the Java heap, resets left out
     */
    public record Rate(double stepsPerSecond, double stepsPerCpuSecond, double bytesPerStep) {}

    /** Something that takes steps. */
    @FunctionalInterface
    private interface Steps {
        void take(int count);
    }

    /**
     * The whole bench in an engine alone. The arm swings in the air, its targets set as often as an environment sets them;
     * everything else lies still or hangs.
     */
    public static Rate physics(PhysicsEngine engine, double seconds) {
        ModelSpec model = BenchScene.read();
        try (World world = engine.newWorld(model)) {
            BenchArm arm = new BenchArm(model, world, BenchSettings.of(BenchControl.TOOL));
            double[] joints = arm.reach(REST);
            double[] positions = model.initialPositions();
            for (int i = 0; i < joints.length; i++) {
                positions[model.positionAddress(arm.joint(i))] = joints[i];
            }
            world.reset(new WorldState(0, positions, new double[model.velocityCount()]));
            world.noteContacts(false);
            arm.hold(REST, joints);
            int shoulder = model.actuator(model.joints().get(arm.joint(0)).name());
            int elbow = model.actuator(model.joints().get(arm.joint(3)).name());
            return measure(count -> swing(world, count, shoulder, joints[0], elbow, joints[3]), seconds);
        }
    }

    private static void swing(World world, int count, int shoulder, double turn, int elbow, double bend) {
        for (int done = 0; done < count; done += STEPS_PER_TARGET) {
            double phase = Math.PI * world.timeSeconds();
            world.setControl(shoulder, turn + 0.3 * Math.sin(phase));
            world.setControl(elbow, bend + 0.15 * Math.sin(2 * phase));
            world.step(STEPS_PER_TARGET);
        }
    }

    /**
     * The part of an environment's time that is not spent in the steps of its world, 0 … 1.
     *
     * @param seconds to measure for, after a third of it to warm up
     */
    public static double overhead(WorkbenchSuite suite, double seconds) {
        long[] inWorld = new long[1];
        try (Environment environment = suite.newEnvironment(engine -> new TimedEngine(engine, inWorld))) {
            Steps steps = episodes(environment, suite, new long[1]);
            run(steps, seconds / 3);
            inWorld[0] = 0;
            long start = System.nanoTime();
            run(steps, seconds);
            return 1 - (double) inWorld[0] / (System.nanoTime() - start);
        }
    }

    private record TimedEngine(PhysicsEngine engine, long[] nanos) implements PhysicsEngine {
        @Override
        public String description() {
            return engine.description();
        }

        @Override
        public World newWorld(ModelSpec model) {
            return timed(engine.newWorld(model), nanos);
        }
    }

    /** The same world, the time of whose steps is summed up. Resets count as steps: they are the engine's work as well. */
    private static World timed(World world, long[] nanos) {
        Class<?>[] types = {World.class};
        return (World) Proxy.newProxyInstance(World.class.getClassLoader(), types, (proxy, method, arguments) -> {
            boolean counts = method.getName().equals("step") || method.getName().equals("reset");
            long start = counts ? System.nanoTime() : 0;
            Object result = method.invoke(world, arguments);
            nanos[0] += counts ? System.nanoTime() - start : 0;
            return result;
        });
    }

    /** Control steps of an environment under random actions, measurement, observation and label included. */
    public static Rate control(WorkbenchSuite suite, double seconds) {
        try (Environment environment = suite.newEnvironment()) {
            long[] byResets = new long[1];
            Steps steps = episodes(environment, suite, byResets);
            run(steps, seconds / 3);
            byResets[0] = 0;
            return run(steps, seconds, byResets);
        }
    }

    /**
     * One episode after the other under random actions.
     *
     * @param byResets its number grows by the bytes that resets allocate
     */
    private static Steps episodes(Environment environment, WorkbenchSuite suite, long[] byResets) {
        RandomStream random = RandomStream.of(1);
        float[] action = new float[suite.specs().action().size()];
        TaskId task = suite.tasks().get(0).id();
        TimeStep[] now = {environment.reset(task, 1)};
        return count -> {
            for (int i = 0; i < count; i++) {
                if (now[0] instanceof TimeStep.Last) {
                    long before = allocated();
                    now[0] = environment.reset(task, random.nextLong());
                    byResets[0] += allocated() - before;
                }
                for (int k = 0; k < action.length; k++) {
                    action[k] = 2 * random.nextFloat() - 1;
                }
                now[0] = environment.step(action);
            }
        };
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

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static Rate run(Steps steps, double seconds) {
        return run(steps, seconds, new long[1]);
    }

    /** @param leftOut its number grows by the bytes that do not count */
    private static Rate run(Steps steps, double seconds, long[] leftOut) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long bytes = allocated();
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
        return new Rate(count / wall, count / busy, (double) (allocated() - bytes - leftOut[0]) / count);
    }
}
