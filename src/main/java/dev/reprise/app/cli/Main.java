package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.Version;
import dev.reprise.envs.spec.EnvironmentLostException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Entry of the command line. Exit status: 0 done, 1 failed, 2 the user's mistake, 3 a bench's requirement failed, 4 the guard
 * ended a run. */
@Command(
        name = "reprise",
        description = {"Trains one agent for a robot's many jobs, which come one after another and come back.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        sortOptions = false,
        subcommands = {
            TrainCommand.class,
            ResumeCommand.class,
            EvalCommand.class,
            BenchCommand.class,
            TransferCommand.class,
            ReportCommand.class,
            WatchCommand.class,
            RecordCommand.class,
            TasksCommand.class,
            CheckEnvCommand.class,
            RosCommand.class,
            ServeEnvsCommand.class,
            BenchSimCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  reprise train configs/quickstart.yaml",
            "  reprise train configs/quickstart.yaml --seed 3 --set agent.replay.sharing=none",
            "  reprise resume runs/quickstart-seed0",
            "  reprise bench configs/bench/planar.yaml --jobs 2",
            "  reprise watch --expert pick-place",
            "  reprise record runs/reach-seed0 --task reach reach.mp4",
            "  reprise check-env planar",
            "  reprise bench-engine             measures the learner's engine; has a --help of its own"
        })
public final class Main implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    /** Prints the help. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Status of a run that the guard has ended. */
    static final int REGRESSION = 4;

    /** Status of a command that a signal has stopped. */
    static final int STOPPED = 130;

    /** Runs a command and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        // Of AWT only pictures and fonts are used; it shall not look for a display, which may be named and not be
        // there.
        System.setProperty("java.awt.headless", "true");
        int status = execute(arguments);
        if (status != STOPPED) {
            System.exit(status);
        }
        // Otherwise the JVM is ending already and waits for this thread; System.exit would wait for the JVM.
    }

    /** Runs a command; returns its exit status. */
    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((mistake, given) -> {
            line.getErr().println("reprise: " + sentence(mistake));
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof UserException) {
                line.getErr().println("reprise: " + exception.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            if (exception instanceof UncheckedIOException
                    || exception instanceof IOException
                    || exception instanceof EnvironmentLostException) {
                line.getErr().println("reprise: " + exception.getMessage());
                LOG.debug("failed", exception);
                return CommandLine.ExitCode.SOFTWARE;
            }
            line.getErr().println("reprise: a defect of Reprise's own, please report it with these lines");
            exception.printStackTrace(line.getErr());
            return CommandLine.ExitCode.SOFTWARE;
        });
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            line.getErr()
                    .println("reprise: out of memory: the JVM has "
                            + Runtime.getRuntime().maxMemory() / (1 << 20)
                            + " MiB; give it more with REPRISE_JAVA_OPTIONS=-Xmx16g, or take smaller networks or a smaller"
                            + " agent.replay.budgetMebibytes");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static String sentence(ParameterException mistake) {
        String help = "; see `" + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help`";
        if (mistake instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return mistake.getMessage() + "; did you mean '"
                    + unmatched.getSuggestions().get(0) + "'?" + help;
        }
        return mistake.getMessage() + help;
    }

    /** What --version prints. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "reprise " + Version.TEXT,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
