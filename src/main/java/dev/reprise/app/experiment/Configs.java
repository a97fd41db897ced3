package dev.reprise.app.experiment;

import dev.reprise.agents.sac.SacConfig;
import dev.reprise.app.UserException;
import dev.reprise.app.config.ConfigTree;
import dev.reprise.app.config.Suggestion;
import dev.reprise.app.robot.RobotFile;
import dev.reprise.app.science.TaskOrder;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Rates;
import dev.reprise.envs.task.Suites;
import dev.reprise.envs.task.TaskSuite;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one way from files and {@code --set} to an {@link ExperimentConfig}: defaults ← suite ← preset ← file ← --set.
 */
public final class Configs {
    private static final String DEFAULTS = "configs/defaults.yaml";

    private Configs() {}

    /** Methods with the settings of those who published them: files in {@code configs/presets}. */
    static final List<String> PRESETS = List.of(
            "cw-sac",
            "cw-l2",
            "cw-ewc",
            "cw-mas",
            "agem",
            "packnet",
            "perfect-memory",
            "recall",
            "clear",
            "clonex",
            "online-ewc",
            "redo",
            "shrink-perturb",
            "reset-distil",
            "mtsac",
            "pcgrad",
            "cagrad",
            "grad-norm",
            "famo",
            "uncertainty",
            "pop-art",
            "film",
            "embedding",
            "soft-sharing",
            "cross-stitch");

    /** A configuration with the suite that it names. */
    public record Resolved(ExperimentConfig config, TaskSuite suite) {
        /** The whole configuration as a tree: every value named, numbers in one form. */
        public ConfigTree tree() {
            return ConfigTree.of(config);
        }

        /**
         * The same tasks on the robot of the configuration, which is not connected yet; null without one.
         *
         * @throws UserException when its file is wrong, or the suite's robot is another one
         */
        public @Nullable TaskSuite robot() {
            ExperimentConfig.RobotChoice robot = config.environment().robot();
            if (robot == null) {
                return null;
            }
            ConfigTree over = ConfigTree.parse("", "environment.robot");
            Pacing pacing = robot.pacing();
            if (pacing != null) {
                over = over.set("pacing=" + pacing.name().toLowerCase(Locale.ROOT));
            }
            String master = robot.master();
            if (master != null) {
                over = over.set("master=" + master);
            }
            return RobotFile.read(robot.file(), over).suite(suite);
        }

        /** Hash of the whole configuration. */
        public String hash() {
            return tree().hash();
        }
    }

    /** Reads a file and applies settings to it. */
    public static Resolved read(Path file, List<String> settings) {
        ConfigTree tree = ConfigTree.read(file);
        if (tree.keys().contains("methods")) {
            throw new UserException(
                    file + " is the file of a bench, with methods to compare; run it with `reprise bench`");
        }
        return resolve(tree, settings);
    }

    /** Completes a tree of the user's with the defaults and applies settings to it. */
    public static Resolved resolve(ConfigTree file, List<String> settings) {
        ConfigTree asked = file;
        for (String setting : settings) {
            asked = asked.set(setting);
        }
        ConfigTree defaults = ConfigTree.resource(DEFAULTS);
        TaskSuite suite = suite(defaults.merge(asked));
        ConfigTree tree = defaults;
        ClassLoader loader = suite.getClass().getClassLoader();
        String tuned = tuned(loader, suite.name());
        if (tuned != null) {
            tree = tree.merge(ConfigTree.resource(loader, tuned));
        }
        tree = withPreset(tree, defaults.merge(asked)).merge(asked);
        ExperimentConfig config = tree.bind(ExperimentConfig.class);
        checkTasks(tree, config, suite);
        ExperimentConfig ordered = ordered(tree, config, suite);
        TaskSuite atRates = atRates(tree, config, suite);
        List<TaskId> tasks = ordered.curriculumOf(suite).tasks();
        StartConfig start = Start.completed(ordered.start(), tasks, atRates);
        return new Resolved(ordered.with(Start.examined(start, tasks, atRates)), atRates);
    }

    /** Works out the order of the tasks, so that the resolved configuration lists them as they come. */
    private static ExperimentConfig ordered(ConfigTree tree, ExperimentConfig config, TaskSuite suite) {
        ExperimentConfig.CurriculumConfig asked = config.curriculum();
        if (asked.order() == ExperimentConfig.Order.GIVEN) {
            return config;
        }
        List<TaskId> tasks = config.curriculumOf(suite).tasks();
        try {
            List<TaskId> order = switch (asked.order()) {
                case GIVEN -> tasks;
                case RANDOM -> TaskOrder.random(tasks, asked.orderSeed());
                case EASY_FIRST -> TaskOrder.easyFirst(tasks, TransferFiles.read(asked.orderFrom()));
                case BY_TRANSFER -> TaskOrder.byTransfer(tasks, TransferFiles.read(asked.orderFrom()));
            };
            return config.with(asked.ordered(order.stream().map(TaskId::name).toList()));
        } catch (IllegalArgumentException e) {
            throw new UserException(where(tree, "curriculum.orderFrom") + "curriculum.orderFrom: " + e.getMessage(), e);
        }
    }

    private static ConfigTree withPreset(ConfigTree below, ConfigTree asked) {
        Optional<String> preset = asked.text("preset");
        if (preset.isEmpty()) {
            return below;
        }
        if (!PRESETS.contains(preset.get())) {
            throw new UserException(
                    where(asked, "preset") + "unknown preset '" + preset.get() + "'" + remedy(preset.get(), PRESETS));
        }
        return below.merge(preset(preset.get()));
    }

    /** A preset's settings over those of the preset that it names itself, if any. */
    private static ConfigTree preset(String name) {
        ConfigTree own = ConfigTree.resource("configs/presets/" + name + ".yaml");
        ConfigTree settings = own.only(key -> !key.equals("preset"));
        return own.text("preset").map(base -> preset(base).merge(settings)).orElse(settings);
    }

    /**
     * What a configuration changes of its preset: {@code agent.batch} → {@code 64 (preset: 128)}; empty without a preset.
     */
    public static Map<String, String> changesToPreset(Resolved resolved) {
        String preset = resolved.config().preset();
        if (preset == null) {
            return Map.of();
        }
        ConfigTree named = preset(preset);
        ConfigTree own = resolved.tree();
        // Bound, so that numbers have one form.
        ConfigTree whole = ConfigTree.of(own.merge(named).bind(ExperimentConfig.class));
        Map<String, String> theirs = whole.differences(own);
        Map<String, String> changes = new LinkedHashMap<>();
        own.differences(whole).forEach((key, value) -> changes.put(key, value + " (preset: " + theirs.get(key) + ")"));
        return changes;
    }

    /** The settings that suit a suite, or else its family; null when there are none. */
    private static @Nullable String tuned(@Nullable ClassLoader loader, String suite) {
        if (loader == null) {
            return null;
        }
        int slash = suite.indexOf('/');
        return Stream.of(suite, slash < 0 ? suite : suite.substring(0, slash))
                .map(name -> "configs/suites/" + name + ".yaml")
                .filter(path -> loader.getResource(path) != null)
                .findFirst()
                .orElse(null);
    }

    /** The configuration that a run wrote down; what settings of later versions it does not name has its default. */
    public static Resolved readResolved(Path run) {
        ConfigTree tree = writtenDown(run);
        ExperimentConfig config = tree.bind(ExperimentConfig.class);
        return new Resolved(config, atRates(tree, config, suite(tree)));
    }

    /** As {@link #readResolved}, without its suite, which may take a server to find. */
    static ExperimentConfig readConfig(Path run) {
        return writtenDown(run).bind(ExperimentConfig.class);
    }

    private static ConfigTree writtenDown(Path run) {
        return ConfigTree.resource(DEFAULTS).merge(ConfigTree.read(run.resolve(RunFolder.CONFIG)));
    }

    private static TaskSuite atRates(ConfigTree tree, ExperimentConfig config, TaskSuite suite) {
        Double control = config.environment().controlSeconds();
        Double physics = config.environment().physicsSeconds();
        if (control == null && physics == null) {
            return suite;
        }
        try {
            return suite.at(new Rates(control, physics));
        } catch (IllegalArgumentException e) {
            throw new UserException(where(tree, "environment") + "environment: " + e.getMessage(), e);
        }
    }

    private static TaskSuite suite(ConfigTree tree) {
        String name = tree.text("suite").orElseThrow(() -> new UserException("the config names no suite"));
        Optional<TaskSuite> found;
        try {
            found = Suites.find(name);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
        return found.orElseThrow(() -> {
            List<String> names = Suites.all().stream().map(TaskSuite::name).toList();
            return new UserException(where(tree, "suite") + "unknown suite '" + name + "'" + remedy(name, names));
        });
    }

    private static void checkTasks(ConfigTree tree, ExperimentConfig config, TaskSuite suite) {
        List<String> names =
                suite.tasks().stream().map(task -> task.id().name()).toList();
        List<String> listed = config.curriculum().tasks();
        if (listed != null) {
            listed.forEach(name -> checkTask(where(tree, "curriculum.tasks"), name, names, suite));
        }
        List<ExperimentConfig.PhaseConfig> phases = config.curriculum().phases();
        if (phases != null) {
            phases.forEach(phase ->
                    phase.tasks().forEach(name -> checkTask(where(tree, "curriculum.phases"), name, names, suite)));
        }
        List<List<String>> clusters = config.agent().sharing().penalty().clusters();
        if (clusters != null) {
            String where = where(tree, "agent.sharing.penalty.clusters");
            clusters.forEach(cluster -> cluster.forEach(name -> checkTask(where, name, names, suite)));
        }
        checkWeights(tree, "agent.balance.weights", config.agent().balance().weights(), names, suite);
        checkWeights(
                tree,
                "agent.balance.data.weights",
                config.agent().balance().data().weights(),
                names,
                suite);
        try {
            checkMethods(tree, config, config.curriculumOf(suite));
        } catch (IllegalArgumentException e) {
            throw new UserException(where(tree, "curriculum") + "curriculum: " + e.getMessage(), e);
        }
    }

    private static void checkWeights(
            ConfigTree tree, String key, @Nullable Map<String, Double> weights, List<String> names, TaskSuite suite) {
        if (weights != null) {
            weights.keySet().stream().sorted().forEach(name -> checkTask(where(tree, key), name, names, suite));
        }
    }

    /** Refuses methods that make no sense with the curriculum. */
    private static void checkMethods(ConfigTree tree, ExperimentConfig config, Curriculum curriculum) {
        boolean together =
                curriculum.phases().stream().anyMatch(phase -> phase.tasks().size() > 1);
        if (together && config.agent().exploration() == SacConfig.FirstSteps.BEST_RETURN) {
            throw new UserException(where(tree, "agent.exploration")
                    + "agent.exploration: best-return compares what heads get in one task; the curriculum has phases of"
                    + " several tasks");
        }
        if (together && config.agent().packNet().enabled()) {
            throw new UserException(where(tree, "agent.packNet.enabled")
                    + "agent.packNet gives each visit of one task weights of its own; the curriculum has phases of"
                    + " several tasks");
        }
    }

    private static void checkTask(String where, String name, List<String> names, TaskSuite suite) {
        if (!names.contains(name)) {
            throw new UserException(
                    where + "suite '" + suite.name() + "' has no task '" + name + "'" + remedy(name, names));
        }
    }

    private static String where(ConfigTree tree, String path) {
        return tree.origin(path).map(origin -> origin + ": ").orElse("");
    }

    private static String remedy(String name, List<String> valid) {
        return Suggestion.nearest(name, valid)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; there are " + String.join(", ", valid));
    }
}
