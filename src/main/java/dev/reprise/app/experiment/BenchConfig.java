package dev.reprise.app.experiment;

import dev.reprise.app.UserException;
import dev.reprise.app.config.ConfigTree;
import dev.reprise.app.config.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of runs: groups (variants of a suite) × methods × seeds, and what is required of the outcome.
 *
 * @param name of the bench and its folder
 * @param title for people
 * @param runs all runs but the references
 * @param references single-task references of all runs
 * @param requirements in order
 * @param results folder in which finished runs are kept and found, see {@link KeptRuns}; null for none
 * @param text the file as it was understood
 */
public record BenchConfig(
        String name,
        String title,
        List<BenchRun> runs,
        List<Configs.Resolved> references,
        List<Requirement> requirements,
        @Nullable Path results,
        String text) {
    private static final Set<String> TREES = Set.of("base", "groups", "methods");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");
    private static final Pattern LIST = Pattern.compile("\\d{1,9}(\\s*,\\s*\\d{1,9})*");

    /** Keeps copies of the lists. */
    public BenchConfig {
        runs = List.copyOf(runs);
        references = List.copyOf(references);
        requirements = List.copyOf(requirements);
    }

    /** One run of the matrix. */
    public record BenchRun(String group, String method, long seed, Configs.Resolved config) {
        /** Its folder inside the bench's. */
        public Path folder() {
            return Path.of(group, method, "seed-" + seed);
        }
    }

    /**
     * The plain part of a bench file.
     *
     * @param seeds {@code 0..4} or {@code 0, 2, 5}
     * @param references whether single-task references are run, for forward transfer
     * @param jointReferences whether phases of several tasks get references as well: each task alone with as many steps as
     *     it has there; null for not
     * @param results folder in which finished runs are kept and found; null or {@code none} for none
     * @param require see {@link Requirement}
     * @param settings {@code a.b=c}, laid over all runs; null for none
     */
    record Plain(
            String name,
            String title,
            String seeds,
            boolean references,
            @Nullable Boolean jointReferences,
            @Nullable String results,
            List<String> require,
            @Nullable List<String> settings) {
        Plain {
            if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
                throw new IllegalArgumentException("name must be lower-case letters, digits and hyphens, not " + name);
            }
        }
    }

    /**
     * What the command line lays over a bench file.
     *
     * @param seeds in place of the file's; null for the file's
     * @param settings {@code a.b=c} for all runs, behind the file's
     * @param results in place of the file's; null for the file's
     */
    public record Overrides(
            @Nullable String seeds,
            List<String> settings,
            @Nullable String results) {
        /** Nothing. */
        public static final Overrides NONE = new Overrides(null, List.of(), null);
    }

    /** The plain part of a group: which methods, or all. */
    record PlainGroup(@Nullable List<String> methods) {}

    /** Reads a bench file. */
    public static BenchConfig read(Path file, Overrides over) {
        ConfigTree tree = ConfigTree.read(file);
        if (tree.keys().contains("suite")) {
            throw new UserException(
                    file + " is the config of a run, not the file of a bench; use it with `reprise train`");
        }
        Plain written = tree.only(key -> !TREES.contains(key)).bind(Plain.class);
        List<String> all = new ArrayList<>(written.settings() == null ? List.of() : written.settings());
        all.addAll(over.settings());
        Overrides complete = new Overrides(
                over.seeds() == null ? written.seeds() : over.seeds(),
                all,
                over.results() == null ? written.results() : over.results());
        return of(tree.merge(ConfigTree.of(complete)), file);
    }

    private static BenchConfig of(ConfigTree tree, Path file) {
        Plain plain = tree.only(key -> !TREES.contains(key)).bind(Plain.class);
        List<String> settings = plain.settings() == null ? List.of() : plain.settings();
        ConfigTree base = tree.part("base").orElse(ConfigTree.parse("", "base"));
        ConfigTree groups = section(tree, file, "groups");
        ConfigTree methods = section(tree, file, "methods");
        List<BenchRun> runs = new ArrayList<>();
        List<Configs.Resolved> references = new ArrayList<>();
        Set<Path> known = new TreeSet<>();
        for (String group : groups.keys()) {
            ConfigTree body = groups.part(group)
                    .orElseThrow(() -> new UserException(
                            where(groups, group) + "group '" + group + "' must be a map of settings and methods"));
            PlainGroup chosen = body.only(key -> !key.equals("settings")).bind(PlainGroup.class);
            ConfigTree settingsOfGroup = body.part("settings").orElse(ConfigTree.parse("", "settings"));
            List<String> named = chosen.methods() == null ? methods.keys() : chosen.methods();
            for (String method : named) {
                ConfigTree own = methodTree(methods, method, where(body, "methods"));
                for (long seed : seeds(plain.seeds())) {
                    List<String> all = new ArrayList<>(settings);
                    all.add("method=" + method);
                    all.add("seed=" + seed);
                    Configs.Resolved run =
                            Configs.resolve(base.merge(settingsOfGroup).merge(own), all);
                    runs.add(new BenchRun(group, method, seed, run));
                    if (plain.references()) {
                        References.of(run, Boolean.TRUE.equals(plain.jointReferences())).stream()
                                .filter(reference -> known.add(References.folder(reference)))
                                .forEach(references::add);
                    }
                }
            }
        }
        List<Requirement> requirements = plain.require().stream()
                .map(line -> requirement(tree, line, runs))
                .toList();
        String results = plain.results();
        return new BenchConfig(
                plain.name(),
                plain.title(),
                runs,
                references,
                requirements,
                results == null || results.equals("none") ? null : Path.of(results),
                tree.toYaml());
    }

    private static ConfigTree section(ConfigTree tree, Path file, String key) {
        return tree.part(key).orElseThrow(() -> new UserException(file + ": a bench file needs a map '" + key + "'"));
    }

    private static ConfigTree methodTree(ConfigTree methods, String method, String where) {
        if (!methods.keys().contains(method)) {
            throw new UserException(where + "unknown method '" + method + "'"
                    + Suggestion.nearest(method, methods.keys())
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; there are " + String.join(", ", methods.keys())));
        }
        return methods.part(method).orElse(ConfigTree.parse("", method));
    }

    private static Requirement requirement(ConfigTree tree, String line, List<BenchRun> runs) {
        try {
            Requirement requirement = Requirement.parse(line);
            for (Requirement.Term term : requirement.terms()) {
                Requirement.Figure figure = term.figure();
                if (figure != null
                        && runs.stream()
                                .noneMatch(run -> run.group().equals(figure.group())
                                        && run.method().equals(figure.method()))) {
                    throw new IllegalArgumentException("there is no run of " + figure.group() + "/" + figure.method());
                }
            }
            return requirement;
        } catch (IllegalArgumentException e) {
            throw new UserException(where(tree, "require") + "require: '" + line + "': " + e.getMessage(), e);
        }
    }

    /**
     * Seeds as users write them: {@code 0..4} or {@code 0, 2, 5}.
     *
     * @throws UserException with a sentence when it is neither
     */
    public static List<Long> seeds(String text) {
        List<Long> seeds = new ArrayList<>();
        Matcher range = RANGE.matcher(text.strip());
        if (range.matches()) {
            for (long seed = Long.parseLong(range.group(1)); seed <= Long.parseLong(range.group(2)); seed++) {
                seeds.add(seed);
            }
        } else if (LIST.matcher(text.strip()).matches()) {
            for (String seed : text.split(",", -1)) {
                seeds.add(Long.parseLong(seed.strip()));
            }
        }
        if (seeds.stream().distinct().count() < seeds.size()) {
            throw new UserException("seeds name one twice, which would count as two runs: '" + text + "'");
        }
        if (seeds.isEmpty() || seeds.size() > 1000) {
            throw new UserException("seeds must be a range such as 0..4 or a list such as 0,2,5, not '" + text + "'");
        }
        return seeds;
    }

    private static String where(ConfigTree tree, String path) {
        Optional<String> origin = tree.origin(path);
        return origin.map(place -> place + ": ").orElse("");
    }
}
