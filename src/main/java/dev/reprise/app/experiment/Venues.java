package dev.reprise.app.experiment;

import dev.reprise.app.experiment.ExperimentConfig.Domain;
import dev.reprise.app.experiment.ExperimentConfig.RobotChoice;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.TaskSuite;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where phases take place: in simulation or on a robot, with lanes to learn in and an evaluator for each. What no phase
 * has needed yet is not made, nor is the robot connected.
 */
final class Venues implements AutoCloseable {
    private final ExperimentConfig config;
    private final List<TaskId> tasks;
    private final TaskSuite simulation;
    private final @Nullable TaskSuite robot;
    private final Map<Domain, Lanes> lanes = new EnumMap<>(Domain.class);
    private final Map<Domain, Evaluator> evaluators = new EnumMap<>(Domain.class);

    /** @param robot null: all phases take place in simulation */
    Venues(ExperimentConfig config, List<TaskId> tasks, TaskSuite simulation, @Nullable TaskSuite robot) {
        this.config = config;
        this.tasks = tasks;
        this.simulation = simulation;
        this.robot = robot;
    }

    /** Where a phase's episodes run. */
    Lanes lanes(int phase) {
        Domain domain = domain(phase);
        Lanes made = lanes.get(domain);
        if (made == null) {
            made = new Lanes(suite(domain), config.environment().lanes());
            lanes.put(domain, made);
        }
        return made;
    }

    /** Where the policy is evaluated in a phase. */
    Evaluator evaluator(int phase) {
        RobotChoice choice = config.environment().robot();
        boolean inSimulation = choice != null && Boolean.FALSE.equals(choice.evaluate());
        Domain domain = inSimulation ? Domain.SIMULATION : domain(phase);
        Evaluator made = evaluators.get(domain);
        if (made == null) {
            made = new Evaluator(
                    suite(domain),
                    tasks,
                    config.evaluation().episodes(),
                    config.seed(),
                    config.environment().lanes());
            evaluators.put(domain, made);
        }
        return made;
    }

    private Domain domain(int phase) {
        return robot == null ? Domain.SIMULATION : config.domain(phase);
    }

    private TaskSuite suite(Domain domain) {
        return domain == Domain.ROBOT && robot != null ? robot : simulation;
    }

    @Override
    public void close() {
        lanes.values().forEach(Lanes::close);
        evaluators.values().forEach(Evaluator::close);
    }
}
