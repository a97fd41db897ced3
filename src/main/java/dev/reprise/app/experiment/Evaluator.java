package dev.reprise.app.experiment;

import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.TaskSuite;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the policy without noise from start states that are the same at every evaluation. It has an environment and
 * seeds of its own, so that evaluating more or less changes nothing in training.
 */
public final class Evaluator implements AutoCloseable {
    private final Environment environment;
    private final List<TaskId> tasks;
    private final int episodes;
    private final long seed;

    /** What an evaluation of one task found. */
    public record TaskScore(double success, double meanReturn) {}

    /**
     * @param tasks in the policy's order of heads
     * @param episodes per task
     * @param seed of the run
     */
    public Evaluator(TaskSuite suite, List<TaskId> tasks, int episodes, long seed) {
        this.environment = suite.newEnvironment();
        this.tasks = List.copyOf(tasks);
        this.episodes = episodes;
        this.seed = seed;
    }

    /** Evaluates the tasks for which {@code include} holds; the others are NaN in the point. */
    public EvaluationPoint evaluate(
            PolicySnapshot policy, long step, int phase, boolean phaseStart, List<Integer> include) {
        List<Double> success = new ArrayList<>();
        List<Double> meanReturn = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            TaskScore score = include.contains(task) ? score(policy, task) : new TaskScore(Double.NaN, Double.NaN);
            success.add(score.success());
            meanReturn.add(score.meanReturn());
        }
        return new EvaluationPoint(step, phase, phaseStart, success, meanReturn);
    }

    /** Success rate and mean undiscounted return of one task. */
    public TaskScore score(PolicySnapshot policy, int task) {
        int successes = 0;
        double sum = 0;
        for (int episode = 0; episode < episodes; episode++) {
            EvaluationEpisode played = new EvaluationEpisode(environment, tasks.get(task), seed, episode);
            while (!played.over()) {
                played.step(policy.act(task, played.now().observation()));
            }
            successes += played.succeeded() ? 1 : 0;
            sum += played.sumOfRewards();
        }
        return new TaskScore((double) successes / episodes, sum / episodes);
    }

    @Override
    public void close() {
        environment.close();
    }
}
