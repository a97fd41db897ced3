package dev.reprise.app.view;

import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.app.UserException;
import dev.reprise.app.config.Suggestion;
import dev.reprise.app.experiment.Configs;
import dev.reprise.app.experiment.Results;
import dev.reprise.app.experiment.RunFolder;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Suites;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import dev.reprise.envs.world.SimulatedSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who can be seen at which tasks, in which world. */
public final class Programme {
    private final SimulatedSuite suite;
    private final String player;
    private final List<TaskId> tasks;
    private final Function<TaskId, Actor> actors;
    private final long seed;

    private Programme(
            SimulatedSuite suite, String player, List<TaskId> tasks, Function<TaskId, Actor> actors, long seed) {
        this.suite = suite;
        this.player = player;
        this.tasks = tasks;
        this.actors = actors;
        this.seed = seed;
    }

    /**
     * The policy of a run, without noise.
     *
     * @param seed of the start states; null for the run's own, whose episodes are those that evaluations count
     * @throws UserException when the folder is no run's, has no policy yet, or its suite has no world
     */
    public static Programme ofRun(Path folder, @Nullable Long seed) {
        RunFolder.requireRun(folder);
        Configs.Resolved resolved = Configs.readResolved(folder);
        SimulatedSuite suite = simulated(resolved.suite());
        PolicySnapshot policy = Results.policy(folder, resolved);
        List<TaskId> tasks = policy.tasks();
        return new Programme(
                suite,
                "policy of " + folder,
                tasks,
                task -> {
                    int head = tasks.indexOf(task);
                    return now -> policy.act(head, now.observation());
                },
                seed == null ? resolved.config().seed() : seed);
    }

    /**
     * The experts of a suite.
     *
     * @throws UserException when there is no such suite, or it has no world or no experts
     */
    public static Programme ofExperts(String suiteName, long seed) {
        List<String> names = Suites.all().stream().map(TaskSuite::name).toList();
        TaskSuite named = Suites.all().stream()
                .filter(suite -> suite.name().equals(suiteName))
                .findFirst()
                .orElseThrow(() -> new UserException("unknown suite '" + suiteName + "'" + remedy(suiteName, names)));
        SimulatedSuite suite = simulated(named);
        List<TaskId> tasks = suite.tasks().stream()
                .map(Task::id)
                .filter(task -> suite.demonstrator(task).isPresent())
                .toList();
        if (tasks.isEmpty()) {
            throw new UserException("suite '" + suiteName + "' has no experts");
        }
        return new Programme(
                suite,
                "expert",
                tasks,
                task -> {
                    var demonstrator = suite.demonstrator(task).orElseThrow();
                    return now -> demonstrator.act(now.measurement());
                },
                seed);
    }

    private static SimulatedSuite simulated(TaskSuite suite) {
        if (suite instanceof SimulatedSuite simulated) {
            return simulated;
        }
        List<String> names = Suites.all().stream()
                .filter(SimulatedSuite.class::isInstance)
                .map(TaskSuite::name)
                .toList();
        throw new UserException("suite '" + suite.name() + "' has no world that can be looked at; those that have are "
                + String.join(", ", names));
    }

    /**
     * Tasks of this programme by their names.
     *
     * @throws UserException for a name that none has
     */
    public List<TaskId> named(List<String> names) {
        List<String> known = tasks.stream().map(TaskId::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UserException("the " + player + " has no task '" + name + "'" + remedy(name, known));
            }
        }
        return names.stream().map(TaskId::new).toList();
    }

    private static String remedy(String name, List<String> valid) {
        return Suggestion.nearest(name, valid)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse(";")
                + " there are " + String.join(", ", valid);
    }

    /** All tasks that can be seen, in the order of the policy's heads or of the suite. */
    public List<TaskId> tasks() {
        return tasks;
    }

    /** The suite. */
    public SimulatedSuite suite() {
        return suite;
    }

    /** Who acts, for people. */
    public String player() {
        return player;
    }

    /** One who acts for an episode of a task. */
    Actor actor(TaskId task) {
        return actors.apply(task);
    }

    /** Of the start states. */
    long seed() {
        return seed;
    }
}
