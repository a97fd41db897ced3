package dev.reprise.app.experiment;

import dev.reprise.app.UserException;
import dev.reprise.app.config.ConfigTree;
import dev.reprise.app.metrics.Curves;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The small files of finished runs in one folder, which several benches, sittings and people fill: per run {@code
 * config.resolved.yaml}, {@code result.json} (with the commit) and {@code curves.json}, some tens of kilobytes. A run is
 * found by its whole configuration, wherever in the folder it lies; settings that did not exist when it was kept have
 * their present defaults. Nothing is ever overwritten.
 *
 * <p>For use by several threads.
 */
public final class KeptRuns {
    private static final int HASH_CHARACTERS = 8;

    private final @Nullable Path folder;
    /** Hash of the configuration but for its seed → seed → where it lies. */
    private final Map<String, NavigableMap<Long, Path>> found = new HashMap<>();

    private KeptRuns(@Nullable Path folder) {
        this.folder = folder;
    }

    /** No folder: nothing is found and nothing kept. */
    public static KeptRuns none() {
        return new KeptRuns(null);
    }

    /**
     * The folder that a user named.
     *
     * @param folder null or {@code none} for none
     * @throws UserException as {@link #in}
     */
    public static KeptRuns named(@Nullable String folder) {
        return folder == null || folder.equals("none") ? none() : in(Path.of(folder));
    }

    /**
     * The runs in a folder, which need not exist yet.
     *
     * @throws UserException when a configuration in it cannot be read
     */
    public static KeptRuns in(Path folder) {
        KeptRuns kept = new KeptRuns(folder);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                inside.filter(path -> path.endsWith("result.json"))
                        .map(Path::getParent)
                        .filter(run -> Files.isRegularFile(run.resolve("config.resolved.yaml")))
                        .sorted()
                        .forEach(run -> kept.index(Configs.readConfig(run), run));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
            }
        } else if (Files.exists(folder)) {
            throw new UserException(folder + " is a file, where a folder of results is needed");
        }
        return kept;
    }

    private synchronized void index(ExperimentConfig config, Path run) {
        found.computeIfAbsent(hashOfAnySeed(config), hash -> new TreeMap<>()).putIfAbsent(config.seed(), run);
    }

    /** Hash of a configuration but for its seed. */
    static String hashOfAnySeed(ExperimentConfig config) {
        return ConfigTree.of(config).set("seed=0").hash();
    }

    /** Where the run with this configuration lies; null when it is not here. */
    public synchronized @Nullable Path find(ExperimentConfig config) {
        return seeds(config).get(config.seed());
    }

    /** All runs that differ from this configuration by their seed at most, by seed. */
    public synchronized NavigableMap<Long, Path> seeds(ExperimentConfig config) {
        return new TreeMap<>(found.getOrDefault(hashOfAnySeed(config), new TreeMap<>()));
    }

    /**
     * Makes the folder, before runs are done that are to be kept in it.
     *
     * @throws UserException when it cannot be written to
     */
    void make() {
        if (folder != null) {
            RunFolder.make(folder, "--results");
        }
    }

    /** Takes in a finished run, unless it stands here already. Without a folder nothing happens. */
    public void keep(Configs.Resolved config, Path run) {
        Path into = folder;
        if (into == null || find(config.config()) != null) {
            return;
        }
        Path target = into.resolve(place(config.config()));
        if (Files.isRegularFile(target.resolve("result.json"))) {
            // Another process has kept it since this one looked.
            index(config.config(), target);
            return;
        }
        Outcome outcome = Results.outcome(run);
        String curves = Curves.of(outcome.curriculum().tasks(), outcome.points(), outcome.diagnostics())
                .json();
        try {
            Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
            Path fresh = Files.createTempDirectory(parent, ".writing-");
            Files.writeString(
                    fresh.resolve("config.resolved.yaml"), config.tree().toYaml());
            Files.writeString(fresh.resolve(Curves.FILE), curves);
            Files.copy(run.resolve("result.json"), fresh.resolve("result.json"));
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(parent));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + run + " in " + target + ": " + e.getMessage(), e);
        }
        index(config.config(), target);
    }

    /** {@code planar-easy/rehearsal-1a2b3c4d/seed-30}; names are for people, the hash keeps variants apart. */
    private static Path place(ExperimentConfig config) {
        List<String> tasks = config.curriculum().tasks();
        String name = config.method() + (tasks != null && tasks.size() == 1 ? "-" + tasks.get(0) : "");
        return Path.of(
                config.suite().replaceAll("[^A-Za-z0-9._-]", "-"),
                name.replaceAll("[^A-Za-z0-9._-]", "-") + "-"
                        + hashOfAnySeed(config).substring(0, HASH_CHARACTERS),
                "seed-" + config.seed());
    }
}
