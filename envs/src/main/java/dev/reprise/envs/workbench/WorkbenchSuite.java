package dev.reprise.envs.workbench;

import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.robot.SimulatedRobot;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Demonstrator;
import dev.reprise.envs.task.Rates;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskEnvironment;
import dev.reprise.envs.task.TaskSuite;
import dev.reprise.envs.world.SimulatedSuite;
import dev.reprise.envs.world.Simulation;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.mujoco.MujocoEngine;
import dev.reprise.sim.physics.physx.PhysxEngine;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The variants of the workbench. */
public class WorkbenchSuite implements SimulatedSuite, RobotSuite {
    private final String name;
    private final String description;
    private final List<Task> tasks;
    private final Supplier<PhysicsEngine> engine;
    private final BenchSettings settings;
    private final EnvironmentSpecs specs;
    private @Nullable ModelSpec model;

    /**
     * A variant.
     *
     * @param engine asked when an environment is made
     */
    WorkbenchSuite(
            String name, String description, List<Task> tasks, Supplier<PhysicsEngine> engine, BenchSettings settings) {
        this.name = name;
        this.description = description;
        this.tasks = List.copyOf(tasks);
        this.engine = engine;
        this.settings = settings;
        this.specs = BenchPlant.specs(settings);
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
    public final TaskSuite at(Rates rates) {
        return new WorkbenchSuite(name, description, tasks, engine, settings.at(rates));
    }

    @Override
    public final Environment newEnvironment() {
        return new TaskEnvironment(this, newPlant());
    }

    @Override
    public final Simulation newSimulation() {
        BenchPlant plant = newPlant();
        return new Simulation(new TaskEnvironment(this, plant), plant.world());
    }

    @Override
    public final RobotShape robot() {
        return BenchShape.of(model(), new BenchTargets(model(), settings));
    }

    @Override
    public final Embodiment newEmbodiment() {
        return new BenchEmbodiment(model(), settings);
    }

    @Override
    public final SimulatedRobot newSimulatedRobot() {
        return new BenchRobot(newPlant(), robot());
    }

    @Override
    public final Optional<Demonstrator> demonstrator(TaskId id) {
        Expert expert = Expert.of(task(id).id());
        return switch (settings.control()) {
            case TOOL -> Optional.of(expert);
            case TOOL_YAW -> Optional.of(measured -> withoutTurning(expert.act(measured)));
            case JOINTS -> Optional.empty();
        };
    }

    private static float[] withoutTurning(float[] action) {
        return new float[] {action[0], action[1], action[2], 0, action[3]};
    }

    /** An environment whose engine is another one, made of the suite's. */
    final Environment newEnvironment(UnaryOperator<PhysicsEngine> change) {
        return new TaskEnvironment(this, new BenchPlant(model(), change.apply(engine.get()), settings));
    }

    final BenchPlant newPlant() {
        return new BenchPlant(model(), engine.get(), settings);
    }

    private synchronized ModelSpec model() {
        ModelSpec read = model;
        if (read == null) {
            read = BenchScene.read().withTimestep(settings.physicsSeconds());
            model = read;
        }
        return read;
    }

    /** Ten jobs with dense rewards. */
    public static final class Dense extends WorkbenchSuite {
        /** For the service loader. */
        public Dense() {
            super(
                    "workbench",
                    "robot arm in 3D physics, ten jobs at one bench",
                    jobs(),
                    PhysxEngine::new,
                    BenchSettings.of(BenchControl.TOOL));
        }
    }

    /** Ten jobs with rewards at success only. */
    public static final class Sparse extends WorkbenchSuite {
        /** For the service loader. */
        public Sparse() {
            super(
                    "workbench/sparse",
                    "robot arm in 3D physics, ten jobs at one bench, reward at success only",
                    SparseTask.of(jobs()),
                    PhysxEngine::new,
                    BenchSettings.of(BenchControl.TOOL));
        }
    }

    /** Ten jobs with dense rewards in an installed MuJoCo. */
    public static final class Mujoco extends WorkbenchSuite {
        /** For the service loader. */
        public Mujoco() {
            super(
                    "workbench/mujoco",
                    "robot arm in 3D physics, ten jobs at one bench, on an installed MuJoCo",
                    jobs(),
                    MujocoEngine::open,
                    BenchSettings.of(BenchControl.TOOL));
        }
    }

    /** Ten jobs with dense rewards; the agent turns the tool as well. */
    public static final class Yaw extends WorkbenchSuite {
        /** For the service loader. */
        public Yaw() {
            super(
                    "workbench/yaw",
                    "robot arm in 3D physics, ten jobs at one bench, the tool turns as well",
                    jobs(),
                    PhysxEngine::new,
                    BenchSettings.of(BenchControl.TOOL_YAW));
        }
    }

    /** Ten jobs with dense rewards; the agent commands the joints. */
    public static final class Joints extends WorkbenchSuite {
        /** For the service loader. */
        public Joints() {
            super(
                    "workbench/joints",
                    "robot arm in 3D physics, ten jobs at one bench, actions are velocities of joints",
                    jobs(),
                    PhysxEngine::new,
                    BenchSettings.of(BenchControl.JOINTS));
        }
    }

    static List<Task> jobs() {
        return List.of(
                new Reach(),
                new Push(),
                new PickPlace(),
                new MoveFixture(
                        "drawer-open",
                        "pull the drawer out; success at three quarters of its way, 12 cm",
                        Fixture.DRAWER,
                        0,
                        0.75,
                        0,
                        0),
                new MoveFixture(
                        "drawer-close",
                        "push the drawer in; success within 1.6 cm of shut",
                        Fixture.DRAWER,
                        1,
                        0.1,
                        0.6,
                        1),
                new MoveFixture(
                        "button-press",
                        "press the button; success at four fifths of its way, 1.8 cm",
                        Fixture.BUTTON,
                        0,
                        0.8,
                        0,
                        0),
                new MoveFixture("lever-pull", "pull the lever over; success at 0.91 rad", Fixture.LEVER, 0, 0.65, 0, 0),
                new MoveFixture(
                        "window-open",
                        "slide the window open; success at three quarters of its way, 12 cm",
                        Fixture.WINDOW,
                        0,
                        0.75,
                        0,
                        0),
                new MoveFixture(
                        "door-open", "open the cupboard's door; success at 0.9 rad", Fixture.DOOR, 0, 0.6, 0, 0),
                new PegUnplug());
    }
}
