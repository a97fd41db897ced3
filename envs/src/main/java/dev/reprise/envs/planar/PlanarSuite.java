package dev.reprise.envs.planar;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.robot.SimulatedRobot;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.task.Plant;
import dev.reprise.envs.task.ScaledTask;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskEnvironment;
import dev.reprise.sim.robot.PlanarArm;
import java.util.List;
import java.util.function.Supplier;

/** The variants of the planar suite. */
public class PlanarSuite implements RobotSuite {
    private static final float[] UNEQUAL = {1, 10, 100, 1000};
    /** Control periods for which a tip must stay at its mark: half a second. */
    static final int HOLD = 10;

    private static final PlanarPlant.Scene EASY = scene(
            new PlanarPlant.Mark(0.9, 0.9, 0.12),
            new PlanarPlant.Mark(-0.9, 0.9, 0.12),
            new PlanarPlant.Mark(-0.9, -0.9, 0.12),
            new PlanarPlant.Mark(0.9, -0.9, 0.12));
    private static final PlanarPlant.Scene HARD = scene(
            new PlanarPlant.Mark(1.5, 0.3, 0.08),
            new PlanarPlant.Mark(-0.3, -1.4, 0.08),
            new PlanarPlant.Mark(-0.9, 1.2, 0.08),
            new PlanarPlant.Mark(0.9, 1.2, 0.08));

    private final String name;
    private final String description;
    private final Supplier<PlanarPlant> plants;
    private final List<Task> tasks;
    private final EnvironmentSpecs specs;

    private PlanarSuite(String name, String description, Supplier<PlanarPlant> plants, List<Task> tasks) {
        this.name = name;
        this.description = description;
        this.plants = plants;
        this.tasks = List.copyOf(tasks);
        this.specs = plants.get().specs();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final EnvironmentSpecs specs() {
        return specs;
    }

    @Override
    public final List<Task> tasks() {
        return tasks;
    }

    @Override
    public final Environment newEnvironment() {
        return new TaskEnvironment(this, plants.get());
    }

    @Override
    public final RobotShape robot() {
        return PlanarEmbodiment.shape(plants.get().arm());
    }

    @Override
    public final Embodiment newEmbodiment() {
        return new PlanarEmbodiment(plants.get());
    }

    @Override
    public final SimulatedRobot newSimulatedRobot() {
        return new PlanarRobot(plants.get().arm(), specs.controlPeriodSeconds());
    }

    /** Two links, four points to reach. */
    public static final class Easy extends PlanarSuite {
        /** For the service loader. */
        public Easy() {
            super("planar/easy", "two-link arm, four points to reach", PlanarSuite::easyPlant, easyTasks());
        }
    }

    /** The easy variant with rewards times 1, 10, 100, 1000. */
    public static final class EasyScaled extends PlanarSuite {
        /** For the service loader. */
        public EasyScaled() {
            super(
                    "planar/easy-scaled",
                    "two-link arm, four points to reach, rewards times 1, 10, 100, 1000",
                    PlanarSuite::easyPlant,
                    ScaledTask.scale(easyTasks(), UNEQUAL));
        }
    }

    /** Three links, eight jobs of four kinds. */
    public static final class Hard extends PlanarSuite {
        /** For the service loader. */
        public Hard() {
            super(
                    "planar/hard",
                    "three-link arm, eight jobs: reach, reach past an obstacle, follow a ring, point a way",
                    PlanarSuite::hardPlant,
                    hardTasks());
        }
    }

    /** The hard variant with rewards times 1, 10, 100, 1000, repeated. */
    public static final class HardScaled extends PlanarSuite {
        /** For the service loader. */
        public HardScaled() {
            super(
                    "planar/hard-scaled",
                    "three-link arm, eight jobs, rewards times 1, 10, 100, 1000, 1, 10, 100, 1000",
                    PlanarSuite::hardPlant,
                    ScaledTask.scale(hardTasks(), UNEQUAL));
        }
    }

    private static PlanarPlant.Scene scene(PlanarPlant.Mark... marks) {
        return new PlanarPlant.Scene(0.0, 1.2, 0.2, -0.9, 0.0, 0.45, 0.15, List.of(marks));
    }

    private static PlanarPlant easyPlant() {
        return new PlanarPlant(new PlanarArm(1, 1), EASY, 0.2, 50);
    }

    private static List<Task> easyTasks() {
        return List.of(
                easyReach("reach-north-east", 0),
                easyReach("reach-north-west", 1),
                easyReach("reach-south-west", 2),
                easyReach("reach-south-east", 3));
    }

    private static Task easyReach(String name, int mark) {
        return new Reach(name, 2, EASY, mark, 2.5, HOLD);
    }

    private static PlanarPlant hardPlant() {
        return new PlanarPlant(new PlanarArm(0.8, 0.7, 0.5), HARD, 0.15, 60);
    }

    private static List<Task> hardTasks() {
        return List.of(
                hardReach("reach-east", 0),
                new FollowRing("follow-ring-left", 3, HARD, +1, 1.5, 2.0),
                hardReach("reach-south", 1),
                new Point("point-north", 3, Math.PI / 2, 0.8, 2.0, 0.1, 0.05),
                hardClear("pass-obstacle-westward", 2),
                new FollowRing("follow-ring-right", 3, HARD, -1, 1.5, 2.0),
                hardClear("pass-obstacle-eastward", 3),
                new Point("point-south", 3, -Math.PI / 2, 0.8, 2.0, 0.1, 0.05));
    }

    private static Task hardReach(String name, int mark) {
        return new Reach(name, 3, HARD, mark, 3.0, HOLD);
    }

    private static Task hardClear(String name, int mark) {
        return new ReachClear(name, 3, HARD, mark, 3.0, HOLD, PlanarSuite::startsClear);
    }

    private static boolean startsClear(float[] joints) {
        Plant plant = hardPlant();
        plant.reset(joints, RandomStream.of(0));
        float[] row = new float[plant.specs().measurement().size()];
        plant.measure(row);
        return row[plant.specs().measurement().offset(PlanarPlant.CLEARANCE)] > 0.1f;
    }
}
