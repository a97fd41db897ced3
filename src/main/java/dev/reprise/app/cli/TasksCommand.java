package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.config.Suggestion;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.task.SuiteFamily;
import dev.reprise.envs.task.Suites;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import dev.reprise.envs.world.SimulatedSuite;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "tasks",
        description = "Lists the suites on the class path, their sizes and rates, and their tasks.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reprise tasks", "  reprise tasks workbench", "  reprise tasks planar/hard"})
final class TasksCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SUITE", arity = "0..1", description = "A suite or a family of suites; default all.")
    private @Nullable String name;

    @Override
    public Integer call() {
        for (TaskSuite suite : name == null ? Suites.all() : named(name)) {
            System.out.println(suite.name() + "  " + suite.description());
            System.out.println("    " + facts(suite));
            for (Task task : suite.tasks()) {
                System.out.printf("    %-24s %s%n", task.id(), task.description());
            }
        }
        if (name == null) {
            for (SuiteFamily family : Suites.families()) {
                System.out.println(family.name() + "/...  " + family.description());
            }
        }
        return 0;
    }

    private static String facts(TaskSuite suite) {
        EnvironmentSpecs specs = suite.specs();
        long experts = suite.tasks().stream()
                .filter(task -> suite.demonstrator(task.id()).isPresent())
                .count();
        return String.format(
                        Locale.ROOT,
                        "observation %d numbers, action %d, each for %s s, at most %d in an episode",
                        specs.observation().size(),
                        specs.action().size(),
                        specs.controlPeriodSeconds(),
                        specs.maxEpisodeSteps())
                + (suite instanceof SimulatedSuite ? "; to be watched and recorded" : "")
                + (experts > 0 ? "; experts for " + experts + " tasks" : "");
    }

    /** The one suite that the user named. */
    static TaskSuite one(String name) {
        List<TaskSuite> suites = named(name);
        return suites.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserException("'" + name + "' is a family; name one of "
                        + String.join(", ", suites.stream().map(TaskSuite::name).toList())));
    }

    /** The suite or family of suites that the user named. */
    static List<TaskSuite> named(String name) {
        List<TaskSuite> suites;
        try {
            suites = Suites.family(name);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
        if (suites.isEmpty()) {
            Optional<String> family = Suites.families().stream()
                    .filter(one -> one.name().equals(name))
                    .map(one ->
                            "'" + name + "' is a family whose suites are made as they are named: " + one.description())
                    .findFirst();
            if (family.isPresent()) {
                throw new UserException(family.get());
            }
            List<String> names = Stream.concat(
                            Suites.all().stream().map(TaskSuite::name),
                            Suites.families().stream().map(one -> one.name() + "/..."))
                    .toList();
            throw new UserException("unknown suite '" + name + "'"
                    + Suggestion.nearest(name, names)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; there are " + String.join(", ", names)));
        }
        return suites;
    }
}
