package dev.reprise.app.experiment;

import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.context.ContextConfig;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.sac.SacConfig;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Phase;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole run as a value. Defaults stand in {@code configs/defaults.yaml}, with their reasons.
 *
 * @param suite name of the task suite
 * @param method what the combination of settings is called in reports
 * @param preset whose settings were taken before the user's; null for none
 * @param seed of all random streams
 * @param curriculum which tasks in which order
 * @param environment how many and at which rates
 * @param evaluation how often and how long
 * @param checkpoint how often and what is kept
 * @param start what the run begins with
 * @param guard what happens when old tasks are lost
 * @param contexts whether the agent is told which task it is at
 * @param agent the agent
 */
public record ExperimentConfig(
        String suite,
        String method,
        @Nullable String preset,
        long seed,
        CurriculumConfig curriculum,
        EnvironmentConfig environment,
        Evaluation evaluation,
        CheckpointConfig checkpoint,
        StartConfig start,
        GuardConfig guard,
        ContextConfig contexts,
        SacConfig agent) {
    /** Checks that suite and method are named. */
    public ExperimentConfig {
        require(!suite.isBlank(), "suite must be named");
        require(!method.isBlank(), "method must be named");
        List<PhaseConfig> phases = curriculum.phases();
        require(
                environment.robot() != null
                        || phases == null
                        || phases.stream().noneMatch(phase -> phase.domain() == Domain.ROBOT),
                "a phase on a robot needs environment.robot");
        if (!contexts.known()) {
            require(
                    curriculum.kind() == Kind.SEQUENTIAL || curriculum.kind() == Kind.REPEATING,
                    "contexts.known: false is for one task at a time, so curriculum.kind must be sequential or repeating");
            require(
                    environment.lanes() == 1,
                    "with contexts.known: false there is one lane, not " + environment.lanes());
            require(
                    environment.robot() == null,
                    "contexts.known: false is for simulation, so environment.robot must be null");
            require(
                    start.from() == null && start.experience().isEmpty(),
                    "with contexts.known: false a run begins with nothing, so start must name no run and no experience");
            require(
                    guard.action() == GuardConfig.Action.NONE,
                    "a guard watches tasks by name, so guard.action must be none with contexts.known: false");
            require(
                    agent.replay().sharing() == SacConfig.Sharing.NONE,
                    "other tasks' labels name the tasks, so agent.replay.sharing must be none with contexts.known: false");
            requireNoNames(agent);
        }
        require(
                !start.freezes() || agent.weightDecay() == 0,
                "start freezes parameters, so agent.weightDecay must be 0, which would shrink them");
        require(
                !start.freezes() || !agent.plasticity().renews(),
                "start freezes parameters, so agent.plasticity must not draw them anew: atChange keep, redoInterval 0");
        require(
                start.frozenLayers() == 0 || agent.sharing().backbone() == ParameterSharing.Backbone.HARD,
                "start.frozenLayers keeps layers that all tasks share, so agent.sharing.backbone must be hard with it");
        require(
                start.frozenLayers() <= agent.network().widths().size(),
                "start.frozenLayers must be at most the number of layers, "
                        + agent.network().widths().size() + ", not " + start.frozenLayers());
        require(
                agent.exploration() != SacConfig.FirstSteps.BEST_RETURN || environment.lanes() == 1,
                "agent.exploration: best-return tries one head after the other, in one lane, not in "
                        + environment.lanes());
        require(
                start.from() == null || !agent.packNet().enabled(),
                "start.from and agent.packNet do not go together: PackNet has kept no weights of what was learnt before");
        require(
                start.frozenTasks().isEmpty() || agent.sharing().heads() == ParameterSharing.Heads.PER_TASK,
                "start.frozenTasks keeps tasks' own heads, so agent.sharing.heads must be per-task with it");
        require(
                guard.action() == GuardConfig.Action.NONE
                        || agent.plasticity().atChange() != PlasticityConfig.AtChange.RESET_ALL,
                "agent.plasticity.atChange reset-all forgets every policy before it teaches them again, which a guard takes for"
                        + " a loss; guard.action must be none with it");
        require(
                guard.action() == GuardConfig.Action.NONE
                        || guard.action() == GuardConfig.Action.STOP
                        || agent.rehearsal().experience().rows() > 0
                        || agent.rehearsal().policy().coefficient() > 0,
                "guard.action needs rehearsal to raise: agent.rehearsal is off; with action stop none is needed");
    }

    /** Contexts have names of their own, and as many come as are found. */
    private static void requireNoNames(SacConfig agent) {
        require(
                agent.auxiliary().reward() == 0 && agent.auxiliary().success() == 0,
                "rewards and successes to be predicted are labels of the tasks, so agent.auxiliary.reward and success must be 0"
                        + " with contexts.known: false");
        require(
                agent.balance().weights() == null
                        && agent.balance().data().weights() == null
                        && agent.sharing().penalty().clusters() == null,
                "weights and clusters name tasks, so agent.balance.weights, balance.data.weights and sharing.penalty.clusters"
                        + " must be null with contexts.known: false");
        require(
                !agent.packNet().enabled(),
                "PackNet shares its weights out among the visits of the curriculum, so agent.packNet.enabled must be false with"
                        + " contexts.known: false");
    }

    /** Shape of a curriculum. */
    public enum Kind {
        /** Each task once. */
        SEQUENTIAL,
        /** The sequence {@code times} times over. */
        REPEATING,
        /** All tasks at once. */
        PARALLEL,
        /** The phases as listed. */
        MIXED
    }

    /** How the tasks of a curriculum are put in order; worked out when a config is read. */
    public enum Order {
        /** As they are listed. */
        GIVEN,
        /** By chance, drawn with {@code orderSeed}. */
        RANDOM,
        /** What is learnt fastest alone first. */
        EASY_FIRST,
        /** Each after those that do most for it. */
        BY_TRANSFER
    }

    /**
     * Which tasks in which order.
     *
     * @param kind shape
     * @param tasks names; null for all of the suite in its order
     * @param order what becomes of their order; in a resolved config always {@code given}
     * @param orderSeed of a random order
     * @param orderFrom for {@code easy-first} and {@code by-transfer}: a {@code transfer.json} that {@code reprise transfer}
     *     wrote; null otherwise
     * @param steps environment steps of a visit; with {@code parallel} every task gets as many, {@code times} times over
     * @param times how often the sequence is gone through, with {@code repeating} and {@code parallel}
     * @param phases with {@code mixed}, the phases; null otherwise
     */
    public record CurriculumConfig(
            Kind kind,
            @Nullable List<String> tasks,
            Order order,
            long orderSeed,
            @Nullable String orderFrom,
            long steps,
            int times,
            @Nullable List<PhaseConfig> phases) {
        /** Checks ranges and that phases are given exactly when they are used. */
        public CurriculumConfig {
            require(steps >= 1, "steps must be at least 1, not " + steps);
            require(times >= 1, "times must be at least 1, not " + times);
            require(tasks == null || !tasks.isEmpty(), "tasks must name at least one task");
            require(
                    (kind == Kind.MIXED) == (phases != null && !phases.isEmpty()),
                    "phases must be given with kind mixed and only then");
            require(order == Order.GIVEN || kind != Kind.MIXED, "order must be given with kind mixed");
            require(
                    (order == Order.EASY_FIRST || order == Order.BY_TRANSFER) == (orderFrom != null),
                    "orderFrom must name a transfer.json with order easy-first and by-transfer and only then");
        }

        /** The same without an order to be worked out. */
        CurriculumConfig ordered(List<String> names) {
            return new CurriculumConfig(kind, names, Order.GIVEN, 0, null, steps, times, phases);
        }
    }

    /**
     * One phase of a mixed curriculum.
     *
     * @param tasks names
     * @param steps environment steps over all its tasks; null for {@code curriculum.steps} for each of them
     * @param domain where it takes place; null: on the robot if there is one
     */
    public record PhaseConfig(
            List<String> tasks,
            @Nullable Long steps,
            @Nullable Domain domain) {}

    /** Where transitions come from. */
    public enum Domain {
        /** The suite's own simulation. */
        SIMULATION,
        /** The robot of {@code environment.robot}. */
        ROBOT
    }

    /**
     * A robot on which the suite's tasks run.
     *
     * @param file of its description, or the name of one of those in {@code configs/robots}
     * @param pacing instead of the file's
     * @param master instead of the file's
     * @param evaluate whether evaluations during a phase on the robot run there too; otherwise, in simulation. null: yes
     */
    public record RobotChoice(
            String file,
            @Nullable Pacing pacing,
            @Nullable String master,
            @Nullable Boolean evaluate) {}

    /**
     * How many environments and at which rates.
     *
     * @param lanes environments that step side by side, each in a thread of its own; results depend on their number, not on
     *     timing
     * @param controlSeconds between two actions; null: as the suite has it
     * @param physicsSeconds of a physics step; null: as the suite has it
     * @param robot on which the tasks run, all of them or those of some phases; null: none
     */
    public record EnvironmentConfig(
            int lanes,
            @Nullable Double controlSeconds,
            @Nullable Double physicsSeconds,
            @Nullable RobotChoice robot) {
        /** Checks ranges. */
        public EnvironmentConfig {
            require(lanes >= 1 && lanes <= 256, "lanes must be in 1 … 256, not " + lanes);
            require(robot == null || lanes == 1, "with a robot there is one lane, not " + lanes);
            require(
                    controlSeconds == null || controlSeconds > 0,
                    "controlSeconds must be positive, not " + controlSeconds);
            require(
                    physicsSeconds == null || physicsSeconds > 0,
                    "physicsSeconds must be positive, not " + physicsSeconds);
        }
    }

    /**
     * How often and how long the policy is evaluated.
     *
     * @param interval environment steps between evaluations of all tasks, counted from the start of a phase
     * @param episodes per task; their start states are the same at every evaluation
     */
    public record Evaluation(int interval, int episodes) {
        /** Checks ranges. */
        public Evaluation {
            require(interval >= 1, "interval must be at least 1, not " + interval);
            require(episodes >= 1, "episodes must be at least 1, not " + episodes);
        }
    }

    /**
     * How often checkpoints are written and what a finished run keeps.
     *
     * @param interval environment steps between checkpoints
     * @param keepReplay whether a finished run keeps its replay and the rest of its learner's state
     */
    public record CheckpointConfig(int interval, boolean keepReplay) {
        /** Checks ranges. */
        public CheckpointConfig {
            require(interval >= 1, "interval must be at least 1, not " + interval);
        }
    }

    /**
     * The curriculum over a suite's tasks.
     *
     * @throws IllegalArgumentException when it names a task that the suite does not have
     */
    public Curriculum curriculumOf(TaskSuite tasks) {
        List<TaskId> ids = ids(tasks, curriculum.tasks());
        return switch (curriculum.kind()) {
            case SEQUENTIAL -> Curriculum.sequential(ids, curriculum.steps());
            case REPEATING -> Curriculum.repeating(ids, curriculum.steps(), curriculum.times());
            case PARALLEL -> Curriculum.parallel(ids, curriculum.steps() * curriculum.times() * ids.size());
            case MIXED -> mixed(tasks);
        };
    }

    /** This configuration with another curriculum. */
    ExperimentConfig with(CurriculumConfig other) {
        return new ExperimentConfig(
                suite, method, preset, seed, other, environment, evaluation, checkpoint, start, guard, contexts, agent);
    }

    /** This configuration with another beginning. */
    ExperimentConfig with(StartConfig other) {
        return new ExperimentConfig(
                suite,
                method,
                preset,
                seed,
                curriculum,
                environment,
                evaluation,
                checkpoint,
                other,
                guard,
                contexts,
                agent);
    }

    /** Where phase {@code phase} (0-based) takes place. */
    public Domain domain(int phase) {
        List<PhaseConfig> phases = curriculum.phases();
        Domain own = phases == null ? null : phases.get(phase).domain();
        if (own != null) {
            return own;
        }
        return environment.robot() == null ? Domain.SIMULATION : Domain.ROBOT;
    }

    private Curriculum mixed(TaskSuite suiteTasks) {
        List<Phase> phases = new ArrayList<>();
        List<PhaseConfig> listed = curriculum.phases();
        for (PhaseConfig phase : listed == null ? List.<PhaseConfig>of() : listed) {
            List<TaskId> ids = ids(suiteTasks, phase.tasks());
            Long steps = phase.steps();
            String names = String.join(" + ", phase.tasks());
            phases.add(new Phase(
                    (phases.size() + 1) + " " + names, ids, steps == null ? curriculum.steps() * ids.size() : steps));
        }
        return new Curriculum(phases);
    }

    private static List<TaskId> ids(TaskSuite suite, @Nullable List<String> names) {
        if (names == null) {
            return suite.tasks().stream().map(Task::id).toList();
        }
        return names.stream().map(name -> suite.task(new TaskId(name)).id()).toList();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
