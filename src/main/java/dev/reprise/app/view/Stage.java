package dev.reprise.app.view;

import dev.reprise.app.UserException;
import dev.reprise.app.experiment.EvaluationEpisode;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.world.Simulation;
import dev.reprise.sim.physics.WorldView;
import java.util.List;
import java.util.Locale;

/** A programme's world and the episode that is on in it. Not for concurrent use. */
public final class Stage implements AutoCloseable {
    private final Programme programme;
    private final Simulation simulation;
    private final double periodSeconds;
    private TaskId task;
    private int number;
    private Actor actor;
    private EvaluationEpisode episode;

    /**
     * With the first episode of a task.
     *
     * @throws UserException when the suite's physics cannot be had on this machine
     */
    public Stage(Programme programme, TaskId task) {
        this.programme = programme;
        this.periodSeconds = programme.suite().specs().controlPeriodSeconds();
        try {
            this.simulation = programme.suite().newSimulation();
        } catch (IllegalStateException | UnsupportedOperationException missing) {
            throw new UserException(
                    "suite '" + programme.suite().name() + "' cannot be simulated here: " + missing.getMessage(),
                    missing);
        }
        this.task = task;
        this.actor = programme.actor(task);
        this.episode = new EvaluationEpisode(simulation.environment(), task, programme.seed(), 0);
    }

    /**
     * Begins an episode.
     *
     * @param newNumber of the task's episode, from 0
     */
    public void begin(TaskId newTask, int newNumber) {
        task = newTask;
        number = newNumber;
        actor = programme.actor(newTask);
        episode = new EvaluationEpisode(simulation.environment(), newTask, programme.seed(), newNumber);
    }

    /** Goes on by one control period. */
    public void step() {
        episode.step(actor.act(episode.now()));
    }

    /** How the episode stands. */
    public EvaluationEpisode episode() {
        return episode;
    }

    /** Of simulated time between two steps. */
    double periodSeconds() {
        return periodSeconds;
    }

    /** The world, the same for all episodes. */
    public WorldView world() {
        return simulation.world();
    }

    /** What there is to say of the episode. */
    public List<String> lines() {
        return List.of(
                task + "  (" + programme.player() + ")",
                String.format(Locale.ROOT, "episode %d, %.1f s", number + 1, episode.steps() * periodSeconds),
                String.format(Locale.ROOT, "reward %.2f, in all %.1f", episode.reward(), episode.sumOfRewards()),
                episode.succeeded() ? "success" : "not done yet");
    }

    @Override
    public void close() {
        simulation.close();
    }
}
