package dev.reprise.envs.check;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drives a suite's environment with random actions and tells which rules of the contract it breaks, each in a sentence
 * with the observed value.
 */
public final class EnvironmentChecker {
    private final TaskSuite suite;
    private final Environment environment;
    private final EnvironmentSpecs specs;
    private final Set<String> findings = new LinkedHashSet<>();

    private EnvironmentChecker(TaskSuite suite, Environment environment) {
        this.suite = suite;
        this.environment = environment;
        this.specs = environment.specs();
    }

    /**
     * Checks all tasks of a suite.
     *
     * @param episodes per task
     * @return one sentence per broken rule; empty when all are kept
     */
    public static List<String> check(TaskSuite suite, int episodes) {
        try (Environment environment = suite.newEnvironment()) {
            EnvironmentChecker checker = new EnvironmentChecker(suite, environment);
            checker.suiteRules();
            checker.refusals();
            for (Task task : suite.tasks()) {
                try {
                    checker.taskRules(task, episodes);
                } catch (RuntimeException e) {
                    checker.findings.add(
                            "task '" + task.id() + "': an episode with valid actions must not fail; it threw " + e);
                }
            }
            return List.copyOf(checker.findings);
        }
    }

    private void suiteRules() {
        long distinct = suite.tasks().stream().map(Task::id).distinct().count();
        if (suite.tasks().isEmpty() || distinct != suite.tasks().size()) {
            findings.add("a suite needs tasks with distinct identities; this one has "
                    + suite.tasks().size() + " tasks and " + distinct + " identities");
        }
        if (!suite.specs().measurement().equals(specs.measurement())
                || !suite.specs().observation().equals(specs.observation())
                || !suite.specs().action().equals(specs.action())) {
            findings.add("suite and environment must give the same specs");
        }
    }

    private void refusals() {
        try (Environment fresh = suite.newEnvironment()) {
            fresh.step(new float[specs.action().size()]);
            findings.add("a step before the first reset must throw IllegalStateException; it went through");
        } catch (IllegalStateException expected) {
            // as it should be
        }
        try {
            environment.reset(new TaskId("no-such-task-of-any-suite"), 0);
            findings.add("a reset to an unknown task must throw IllegalArgumentException; it went through");
        } catch (IllegalArgumentException expected) {
            // as it should be
        }
        if (!suite.tasks().isEmpty()) {
            environment.reset(suite.tasks().get(0).id(), 0);
            float[] wrong = new float[specs.action().size()];
            Arrays.fill(wrong, Float.NaN);
            try {
                environment.step(wrong);
                findings.add("an action of NaN must throw IllegalArgumentException; it went through");
            } catch (IllegalArgumentException expected) {
                // as it should be
            }
        }
    }

    private void taskRules(Task task, int episodes) {
        for (int episode = 0; episode < episodes; episode++) {
            String[] first = run(task, 1000 + episode, true);
            if (environment.pacing() == Pacing.LOCKSTEP) {
                String[] again = run(task, 1000 + episode, false);
                if (!Arrays.equals(first, again)) {
                    findings.add("task '" + task.id() + "': the same seed and actions must give the same bits in a"
                            + " lockstep environment; seed " + (1000 + episode) + " did not");
                }
            }
        }
        String one = run(task, 1, false)[0];
        boolean varies = false;
        for (int seed = 2; seed < 12 && !varies; seed++) {
            varies = !run(task, seed, false)[0].equals(one);
        }
        if (!varies) {
            findings.add("task '" + task.id() + "': ten seeds gave the same first observation; start states must vary");
        }
    }

    /** Runs an episode with random actions; returns what was seen, step by step. */
    private String[] run(Task task, long seed, boolean judge) {
        RandomStream random = RandomStream.named(seed, "check");
        String[] seen = new String[specs.maxEpisodeSteps() + 1];
        TimeStep step = environment.reset(task.id(), seed);
        int steps = 0;
        seen[0] = see(task, step, judge);
        while (!(step instanceof TimeStep.Last)) {
            if (steps == specs.maxEpisodeSteps()) {
                findings.add("task '" + task.id() + "': an episode must end after " + specs.maxEpisodeSteps()
                        + " steps; this one goes on");
                break;
            }
            Measurement before = step.measurement();
            float[] action = specs.action().sample(random);
            float[] given = action.clone();
            step = environment.step(action);
            if (judge && !Arrays.equals(action, given)) {
                findings.add("task '" + task.id() + "': step must not change the action it is given");
            }
            steps++;
            seen[steps] = see(task, step, judge);
            if (judge) {
                labelRules(task, before, action, step);
            }
        }
        if (judge && step instanceof TimeStep.Last) {
            try {
                environment.step(new float[specs.action().size()]);
                findings.add("task '" + task.id() + "': a step after the last must throw IllegalStateException");
            } catch (IllegalStateException expected) {
                // as it should be
            }
        }
        return seen;
    }

    private String see(Task task, TimeStep step, boolean judge) {
        String violation = specs.observation().violation(step.observation());
        if (judge && violation != null) {
            findings.add("task '" + task.id() + "': " + violation);
        }
        float[] row = new float[specs.measurement().size()];
        step.measurement().copyTo(row, 0);
        for (int i = 0; judge && i < row.length; i++) {
            if (!Float.isFinite(row[i])) {
                findings.add("task '" + task.id() + "': measurements must be finite; number " + i + " is " + row[i]);
            }
        }
        return Arrays.toString(step.observation()) + Arrays.toString(row) + label(step) + step.getClass();
    }

    /** The label in the step must be what the task says of the measurements, and say the same twice. */
    private void labelRules(Task task, Measurement before, float[] action, TimeStep step) {
        Label given = label(step);
        if (given == null) {
            return;
        }
        Label said = task.label(before, action, step.measurement());
        if (!given.equals(said)) {
            findings.add("task '" + task.id() + "': the step's label " + given
                    + " must be what the task says of its measurements, " + said);
        }
    }

    private static @Nullable Label label(TimeStep step) {
        if (step instanceof TimeStep.Mid mid) {
            return mid.label();
        }
        return step instanceof TimeStep.Last last ? last.label() : null;
    }
}
