package dev.reprise.app.experiment;

import dev.reprise.app.UserException;
import dev.reprise.app.config.ConfigTree;
import dev.reprise.app.metrics.Curves;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small files of finished runs in one folder, which several benches, sittings and people fill: per run {@code
 * config.resolved.yaml}, {@code result.json} (with the commit) and {@code curves.json}, some tens of kilobytes. A run is
 * found by its whole configuration, wherever in the folder it lies; settings that did not exist when it was kept have
 * their present defaults. Nothing is ever overwritten.
 *
 * <p>For use by several threads.
 */
public final class KeptRuns {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRuns.class);
    private static final int HASH_CHARACTERS = 8;
    /** Begins the names of folders that are being written. */
    private static final String WRITING = ".writing-";

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
            for (Path run : runs(folder)) {
                kept.index(Configs.readConfig(run), run);
            }
        } else if (Files.exists(folder)) {
            throw new UserException(folder + " is a file, where a folder of results is needed");
        }
        return kept;
    }

    /** What is being written, or is renamed when it is written, is no run yet. */
    private static Set<Path> runs(Path folder) {
        Set<Path> runs = new TreeSet<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                    if (inside.getFileName().toString().startsWith(WRITING)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (Files.isRegularFile(inside.resolve("result.json"))
                            && Files.isRegularFile(inside.resolve(RunFolder.CONFIG))) {
                        runs.add(inside);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path inside, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
        return runs;
    }

    private synchronized void index(ExperimentConfig config, Path run) {
        found.computeIfAbsent(hashOfAnySeed(config), hash -> new TreeMap<>()).putIfAbsent(config.seed(), run);
    }

    /** Hash of a configuration but for its seed. */
    static String hashOfAnySeed(ExperimentConfig config) {
        return ConfigTree.of(config).set("seed=0").hash();
    }

    /** Where the run with this configuration lies; null when it is not here. Sees what other processes have kept since. */
    public synchronized @Nullable Path find(ExperimentConfig config) {
        Path known = seeds(config).get(config.seed());
        if (known != null || folder == null) {
            return known;
        }
        Path since = folder.resolve(place(config));
        if (!Files.isRegularFile(since.resolve("result.json"))) {
            return null;
        }
        index(config, since);
        return since;
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
        Outcome outcome = Results.outcome(run);
        String commit = outcome.result().commit();
        if (commit != null && commit.contains("-dirty")) {
            LOG.warn(
                    "{} is not kept in {}: it was made by {}, with changes that nobody can look up", run, into, commit);
            return;
        }
        String curves = Curves.of(outcome.curriculum().tasks(), outcome.points(), outcome.diagnostics())
                .json();
        try {
            Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
            Path fresh = Files.createTempDirectory(parent, WRITING);
            Files.writeString(fresh.resolve(RunFolder.CONFIG), config.tree().toYaml());
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
