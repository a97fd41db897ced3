package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.config.Suggestion;
import dev.reprise.envs.task.Suites;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "tasks",
        description = "Lists the suites on the class path and their tasks.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reprise tasks", "  reprise tasks planar/hard"})
final class TasksCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SUITE", arity = "0..1", description = "A suite or a family of suites; default all.")
    private @Nullable String name;

    @Override
    public Integer call() {
        for (TaskSuite suite : name == null ? Suites.all() : named(name)) {
            System.out.println(suite.name() + "  " + suite.description());
            for (Task task : suite.tasks()) {
                System.out.printf("    %-24s %s%n", task.id(), task.description());
            }
        }
        return 0;
    }

    /** The suite or family of suites that the user named. */
    static List<TaskSuite> named(String name) {
        List<TaskSuite> suites = Suites.family(name);
        if (suites.isEmpty()) {
            List<String> names = Suites.all().stream().map(TaskSuite::name).toList();
            throw new UserException("unknown suite '" + name + "'"
                    + Suggestion.nearest(name, names)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; there are " + String.join(", ", names)));
        }
        return suites;
    }
}
