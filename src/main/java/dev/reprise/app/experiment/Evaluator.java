package dev.reprise.app.experiment;

import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.TaskSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the policy without noise from start states that are the same at every evaluation. It has an environment and
 * seeds of its own, so that evaluating more or less changes nothing in training. An episode that the environment aborts is
 * played again.
 */
public final class Evaluator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);
    /** At an episode that the environment aborts: a robot that was stopped, a server that died. */
    private static final int ATTEMPTS = 5;

    private final List<Environment> environments = new ArrayList<>();
    private final ExecutorService threads;
    private final List<TaskId> tasks;
    private final int episodes;
    private final long seed;

    /** What an evaluation of one task found. */
    public record TaskScore(double success, double meanReturn) {}

    /**
     * @param tasks in the policy's order of heads
     * @param episodes per task
     * @param seed of the run
     * @param lanes environments that share the episodes, each in a thread of its own; any number finds the same
     */
    public Evaluator(TaskSuite suite, List<TaskId> tasks, int episodes, long seed, int lanes) {
        for (int i = 0; i < lanes; i++) {
            environments.add(suite.newEnvironment());
        }
        this.threads = Lanes.threads(lanes, "evaluation");
        this.tasks = List.copyOf(tasks);
        this.episodes = episodes;
        this.seed = seed;
    }

    /** Evaluates the tasks for which {@code include} holds; the others are NaN in the point. */
    EvaluationPoint evaluate(Players players, long step, int phase, boolean phaseStart, List<Integer> include) {
        List<Double> success = new ArrayList<>();
        List<Double> meanReturn = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            TaskScore score = include.contains(task) ? score(players, task) : new TaskScore(Double.NaN, Double.NaN);
            success.add(score.success());
            meanReturn.add(score.meanReturn());
        }
        return new EvaluationPoint(step, phase, phaseStart, success, meanReturn);
    }

    /** Success rate and mean undiscounted return of one task. */
    public TaskScore score(PolicySnapshot policy, int task) {
        return score(Players.told(policy), task);
    }

    private TaskScore score(Players players, int task) {
        boolean[] success = new boolean[episodes];
        double[] sums = new double[episodes];
        List<Future<?>> work = new ArrayList<>();
        for (int lane = 0; lane < environments.size(); lane++) {
            int first = lane;
            Players own = lane == 0 ? players : players.copy();
            Runnable share = () -> {
                for (int episode = first; episode < episodes; episode += environments.size()) {
                    play(environments.get(first), own, task, episode, success, sums);
                }
            };
            if (environments.size() == 1) {
                share.run();
            } else {
                work.add(threads.submit(share));
            }
        }
        Lanes.await(work);
        work.forEach(Lanes::result);
        int successes = 0;
        double sum = 0;
        for (int episode = 0; episode < episodes; episode++) {
            successes += success[episode] ? 1 : 0;
            sum += sums[episode];
        }
        return new TaskScore((double) successes / episodes, sum / episodes);
    }

    private void play(
            Environment environment, Players players, int task, int episode, boolean[] success, double[] sums) {
        EvaluationEpisode played = play(environment, players, task, episode);
        for (int attempt = 1; played.aborted() && attempt < ATTEMPTS; attempt++) {
            played = play(environment, players, task, episode);
        }
        if (played.aborted()) {
            LOG.warn(
                    "episode {} of '{}' was aborted {} times ({}); what it came to is counted",
                    episode,
                    tasks.get(task),
                    ATTEMPTS,
                    played.reason());
        }
        success[episode] = played.succeeded();
        sums[episode] = played.sumOfRewards();
    }

    private EvaluationEpisode play(Environment environment, Players players, int task, int episode) {
        EvaluationEpisode played = new EvaluationEpisode(environment, tasks.get(task), seed, episode);
        Players.Player player = players.player(task);
        while (!played.over()) {
            played.step(player.act(played.now()));
        }
        return played;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        environments.forEach(Environment::close);
    }
}
