package dev.reprise.envs.workbench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskEnvironment;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Range;
import dev.reprise.sim.model.Shape;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.WorldState;
import dev.reprise.sim.physics.WorldView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever start is drawn and whatever the agent does, the bench stays a bench. */
class RandomEpisodesTest {
    /** Of block and peg, m/s: the tool moves with 1 m/s at most, and what is squeezed out comes with 3 m/s at most. */
    private static final double FASTEST = 4;
    /** That at the side of the peg, 1.25 cm from its middle, rad/s. */
    private static final double FASTEST_TURN = 320;
    /** That at the lever, 8 cm from its hinge, the shortest way from a joint to what can be hit; rad/s or m/s. */
    private static final double FASTEST_JOINT = 50;
    /** In whole episodes an action is held so long, so that the arm gets somewhere. */
    private static final int HOLD = 8;

    private static final int THREADS = 2;

    @ParameterizedTest
    @EnumSource
    void theBenchStaysSaneAfterAnyReset(BenchEngine engine) throws Exception {
        assertSane(engine, 10, false);
    }

    @Test
    void theBenchStaysSaneInWholeEpisodes() throws Exception {
        assertSane(BenchEngine.PHYSX, 1, true);
    }

    @Test
    @Tag("long")
    void theBenchStaysSaneAfterAThousandResetsOfEachTask() throws Exception {
        assertSane(BenchEngine.PHYSX, 1000, false);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void theBenchStaysSaneInManyWholeEpisodes(BenchEngine engine) throws Exception {
        assertSane(engine, 10, true);
    }

    /** Half of the tasks in each thread. */
    private static void assertSane(BenchEngine engine, int resets, boolean whole) throws Exception {
        WorkbenchSuite suite = engine.suite();
        List<Task> tasks = suite.tasks();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> halves = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                halves.add(pool.submit(() -> {
                    try (Run run = new Run(suite, engine)) {
                        for (int task = first; task < tasks.size(); task += THREADS) {
                            for (int i = 0; i < resets; i++) {
                                // All jobs draw the same start from the same seed, but for one.
                                run.episode(tasks.get(task), 10_000L * task + i, whole);
                            }
                        }
                    }
                }));
            }
            for (Future<?> half : halves) {
                half.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Episodes in an environment whose world is looked into. */
    private static final class Run implements AutoCloseable {
        private final BenchEngine engine;
        private final Environment environment;
        private final WorldView world;
        private final ModelSpec model;
        private final double[] pose = new double[7];
        private final double[] velocity = new double[6];

        Run(WorkbenchSuite suite, BenchEngine engine) {
            BenchPlant plant = suite.newPlant();
            this.engine = engine;
            environment = new TaskEnvironment(suite, plant);
            world = plant.world();
            model = world.model();
        }

        /** Five to ten random actions, or all. */
        void episode(Task task, long seed, boolean whole) {
            RandomStream random = RandomStream.named(seed, "actions");
            TimeStep now = environment.reset(task.id(), seed);
            check(task, seed, 0);
            float[] action = environment.specs().action().sample(random);
            int count = whole ? Integer.MAX_VALUE : 5 + (int) (seed % 6);
            for (int i = 1; i <= count && !(now instanceof TimeStep.Last); i++) {
                if (!whole || i % HOLD == 0) {
                    action = environment.specs().action().sample(random);
                }
                now = environment.step(action);
                check(task, seed, i);
            }
        }

        private void check(Task task, long seed, int step) {
            String where = engine + ", " + task.id() + ", seed " + seed + ", step " + step + ": ";
            WorldState state = world.state();
            for (double number : state.positions()) {
                assertTrue(Double.isFinite(number), where + "a position is " + number);
            }
            for (double number : state.velocities()) {
                assertTrue(Double.isFinite(number), where + "a velocity is " + number);
            }
            checkThing("block", where);
            checkThing("peg", where);
            for (int joint = 0; joint < model.joints().size(); joint++) {
                JointSpec spec = model.joints().get(joint);
                if (spec.type() != JointSpec.Type.FREE) {
                    double speed = Math.abs(world.jointVelocity(joint));
                    assertTrue(speed < FASTEST_JOINT, where + spec.name() + " moves with " + speed);
                }
            }
            for (Fixture fixture : Fixture.values()) {
                int joint = model.joint(fixture.joint());
                Range range = model.joints().get(joint).range();
                double open = world.jointPosition(joint);
                double give = gives() * fixture.most();
                boolean within = range != null && open > range.low() - give && open < range.high() + give;
                assertTrue(within, where + fixture + " is at " + open);
            }
        }

        private void checkThing(String name, String where) {
            int body = model.body(name);
            world.bodyVelocity(body, velocity);
            double speed = Math.hypot(Math.hypot(velocity[0], velocity[1]), velocity[2]);
            assertTrue(speed < FASTEST, where + name + " flies with " + speed + " m/s");
            double turning = Math.hypot(Math.hypot(velocity[3], velocity[4]), velocity[5]);
            assertTrue(turning < FASTEST_TURN, where + name + " turns with " + turning + " rad/s");
            world.bodyPose(body, pose);
            double lowest = pose[2] - below(name);
            assertTrue(lowest > -sinks(), where + name + "'s lowest corner is at a height of " + lowest + " m");
        }

        /**
         * How far things may be pressed into the bench, m: the arm comes down on them with more than 100 N, under which
         * MuJoCo's contacts, which are soft, give way. Block and peg are 40 and 25 mm thick.
         */
        private double sinks() {
            return engine == BenchEngine.PHYSX ? 3e-3 : 12e-3;
        }

        /** How far a fixture may be pushed beyond its stops, of its way; MuJoCo's stops are springs. */
        private double gives() {
            return engine == BenchEngine.PHYSX ? 0.02 : 0.5;
        }

        /** How far a box's lowest corner is below its middle, at the pose that was read. */
        private double below(String box) {
            Quaternion turn = Quaternion.normalized(pose[3], pose[4], pose[5], pose[6]);
            Vector3 half = ((Shape.Box) model.geoms().get(model.geom(box)).shape()).half();
            return Math.abs(turn.rotate(new Vector3(half.x(), 0, 0)).z())
                    + Math.abs(turn.rotate(new Vector3(0, half.y(), 0)).z())
                    + Math.abs(turn.rotate(new Vector3(0, 0, half.z())).z());
        }

        @Override
        public void close() {
            environment.close();
        }
    }
}
