package dev.reprise.app.cli;

import dev.reprise.agents.sac.SacConfig;
import dev.reprise.app.UserException;
import dev.reprise.app.experiment.Configs;
import dev.reprise.app.experiment.KeptRuns;
import dev.reprise.app.experiment.Outcome;
import dev.reprise.app.experiment.References;
import dev.reprise.app.experiment.RegressionException;
import dev.reprise.app.experiment.Run;
import dev.reprise.app.experiment.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        description = "Trains an agent as a config file says and reports what came of it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reprise train configs/quickstart.yaml",
            "  reprise train configs/quickstart.yaml --out runs/first --seed 1",
            "  reprise train configs/quickstart.yaml --set agent.batch=128 --set agent.executor=dl4j",
            "  reprise train more-jobs.yaml --from runs/quickstart-seed0",
            "  reprise train configs/quickstart.yaml --experience driven.safetensors"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:trained",
            "1:failed",
            "2:a mistake of the user's",
            "4:the guard ended the run: an old task was lost (guard.action in the config)"
        })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
class TrainCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainCommand.class);

    @Parameters(paramLabel = "CONFIG", description = "YAML file; configs/defaults.yaml lists every setting.")
    private Path config;

    @Option(names = "--out", paramLabel = "DIR", description = "Run folder; default runs/CONFIG-seedN.")
    private @Nullable Path out;

    @Option(names = "--seed", paramLabel = "N", description = "The same as --set seed=N.")
    private @Nullable Long seed;

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Begins with the networks of this run (start.from); heads are added for new tasks.")
    private @Nullable Path from;

    @Option(
            names = "--experience",
            paramLabel = "FILE",
            description =
                    "Learns from these recorded steps too (start.experience; ros record makes them); may be repeated.")
    private List<Path> experience = new ArrayList<>();

    @Option(names = "--set", paramLabel = "a.b=c", description = "Changes one setting; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        List<String> all = new ArrayList<>(implied());
        all.addAll(settings);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        if (from != null) {
            all.add("start.from=" + quoted(from));
        }
        if (!experience.isEmpty()) {
            all.add(experience.stream()
                    .map(file -> "{file: " + quoted(file) + "}")
                    .collect(Collectors.joining(", ", "start.experience=[", "]")));
        }
        Configs.Resolved resolved = Configs.read(config, all);
        Path folder = out == null ? fresh(resolved.config().seed()) : out;
        System.out.println("reprise train: " + resolved.suite().name() + ", method "
                + resolved.config().method() + ", seed " + resolved.config().seed() + ", into " + folder);
        try (RunFolder run = RunFolder.create(folder)) {
            try {
                return train(new Run(resolved, run), resolved, folder, Terminal.command(spec));
            } catch (UserException e) {
                if (!run.begun()) {
                    run.discard();
                }
                throw e;
            }
        }
    }

    /** Settings that the command itself implies, before the user's. */
    List<String> implied() {
        return List.of();
    }

    private static String quoted(Path path) {
        return quoted(path.toString());
    }

    /** {@code text} as a string of YAML. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Trains to the end, or to a signal, and prints what there is to say. */
    static int train(Run run, Configs.Resolved resolved, Path folder, String command) {
        SacConfig agent = resolved.config().agent();
        System.out.println("engine: " + agent.executor().describe(agent.threads()) + ", Java "
                + System.getProperty("java.version"));
        Configs.changesToPreset(resolved)
                .forEach((key, value) -> System.out.println(
                        "not as in preset " + resolved.config().preset() + ": " + key + " " + value));
        String remedy = agent.executor().remedy();
        if (remedy != null) {
            LOG.warn(remedy);
        }
        try (StopSignal stop = new StopSignal()) {
            Outcome outcome =
                    run.train(command, References.cached(resolved, KeptRuns.none()), Terminal.progress(), stop);
            if (outcome == null) {
                System.out.println("stopped; go on with `reprise resume " + folder + "`");
                return Main.STOPPED;
            }
            RunSummary.print(System.out, outcome, run.checkpointCost(), folder);
            return 0;
        } catch (RegressionException e) {
            System.err.println("reprise: " + e.getMessage());
            return Main.REGRESSION;
        }
    }

    /** The first of runs/NAME-seedN, runs/NAME-seedN-2, … that does not exist. */
    private Path fresh(long usedSeed) {
        Path fileName = config.getFileName();
        if (fileName == null) {
            throw new UserException(config + " is no config file");
        }
        String name = fileName.toString().replaceFirst("\\.ya?ml$", "") + "-seed" + usedSeed;
        Path folder = Path.of("runs", name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of("runs", name + "-" + i);
        }
        return folder;
    }
}
