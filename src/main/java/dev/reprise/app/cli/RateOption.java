package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.envs.task.Rates;
import dev.reprise.envs.task.TaskSuite;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often a robot is commanded. */
final class RateOption {
    @Option(names = "--rate", paramLabel = "HZ", description = "Commands per second; default as the suite has it.")
    private @Nullable Double rate;

    /** @throws UserException when the suite cannot be commanded so often */
    TaskSuite of(TaskSuite suite) {
        if (rate == null) {
            return suite;
        }
        try {
            return suite.at(new Rates(1 / rate, null));
        } catch (IllegalArgumentException e) {
            throw new UserException("--rate " + rate + ": " + e.getMessage(), e);
        }
    }
}
