package dev.reprise.app.experiment;

import dev.reprise.agents.replay.ReplayStore;
import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.UserException;
import dev.reprise.app.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoints of a run: folders that are written beside and renamed, so that one either stands whole or not at all.
 * Each holds {@code state.safetensors} and a manifest that names every file it needs with size and CRC-32C. Sealed
 * replay segments never change, so they lie beside, in {@code replay/}, and are shared by the checkpoints that name
 * them. The newest two are kept.
 */
public final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final int KEPT = 2;
    private static final int FORMAT = 1;
    private static final String PREFIX = "step-";
    private static final String UNFINISHED = "writing-";

    private final Path folder;
    private final Path segments;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<Integer, FileEntry> keptSegments = new TreeMap<>();
    private final Set<String> commits =
            new LinkedHashSet<>(Version.COMMIT.isEmpty() ? List.of() : List.of(Version.COMMIT));

    /**
     * What a checkpoint consists of.
     *
     * @param format of these files
     * @param version of Reprise that wrote them; null of one that did not say so yet
     * @param commits whose builds had made the run until then; null as before
     * @param configHash of the run's resolved configuration
     * @param step environment steps of the run
     * @param wallSeconds of training so far
     * @param metricsBytes length of metrics.jsonl
     * @param csvBytes length of metrics.csv
     * @param state the file in the checkpoint's folder
     * @param segments the files in the replay folder, by number of the segment
     */
    public record Manifest(
            int format,
            @Nullable String version,
            @Nullable List<String> commits,
            String configHash,
            long step,
            double wallSeconds,
            long metricsBytes,
            long csvBytes,
            FileEntry state,
            Map<Integer, FileEntry> segments) {}

    /** A file with its size and checksum. */
    public record FileEntry(String name, long bytes, long crc32c) {}

    /** A checkpoint that was found whole. */
    public record Loaded(Manifest manifest, SavedState state, Path path) {}

    /** What writing a checkpoint took. */
    public record Cost(long bytes, double seconds) {}

    /** The checkpoints of the run in this folder. */
    public Checkpoints(Path run) {
        this.folder = run.resolve("checkpoints");
        this.segments = run.resolve("replay");
    }

    /** The part of a checkpoint that its writer knows. */
    public record Header(String configHash, long step, double wallSeconds, long metricsBytes, long csvBytes) {}

    /** Something that writes its state, sealed replay segments to the archive. */
    public interface Writer {
        /** Writes. */
        void save(SavedState state, ReplayStore.SegmentArchive archive);
    }

    /** Writes a checkpoint and drops those that are no longer kept. */
    public Cost write(Header header, Writer writer) {
        long start = System.nanoTime();
        try {
            Files.createDirectories(segments);
            SavedState state = new SavedState();
            Archive archive = new Archive();
            writer.save(state, archive);
            Path fresh = folder.resolve(UNFINISHED + name(header.step()));
            deleteFolder(fresh);
            Files.createDirectories(fresh);
            Path stateFile = fresh.resolve("state.safetensors");
            Safetensors.write(stateFile, state);
            Manifest manifest = new Manifest(
                    FORMAT,
                    Version.FULL,
                    List.copyOf(commits),
                    header.configHash(),
                    header.step(),
                    header.wallSeconds(),
                    header.metricsBytes(),
                    header.csvBytes(),
                    entry(stateFile),
                    archive.named);
            Path manifestFile = fresh.resolve("manifest.json");
            Files.writeString(
                    manifestFile, json.writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
            sync(stateFile);
            sync(manifestFile);
            Path target = folder.resolve(name(header.step()));
            deleteFolder(target);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
            prune();
            long bytes = manifest.state().bytes()
                    + manifest.segments().values().stream()
                            .mapToLong(FileEntry::bytes)
                            .sum();
            return new Cost(bytes, (System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write a checkpoint to " + folder + ": " + e.getMessage() + "; the one before still stands",
                    e);
        }
    }

    /**
     * The newest checkpoint that is whole; damaged ones are reported and passed over.
     *
     * @return null when none was ever finished
     * @throws UserException when there are checkpoints but none is whole
     */
    public @Nullable Loaded newest() {
        List<Path> found = list();
        List<String> damages = new ArrayList<>();
        for (int i = found.size() - 1; i >= 0; i--) {
            try {
                Loaded loaded = load(found.get(i));
                List<String> before = loaded.manifest().commits();
                if (before != null) {
                    commits.addAll(before);
                }
                if (!Version.COMMIT.isEmpty()) {
                    commits.remove(Version.COMMIT);
                    commits.add(Version.COMMIT);
                }
                damages.forEach(damage -> LOG.warn("{}; using {} instead", damage, loaded.path()));
                return loaded;
            } catch (IOException | IllegalArgumentException | JacksonException e) {
                damages.add("checkpoint " + found.get(i) + " is damaged (" + firstLine(e) + ")");
            }
        }
        if (!damages.isEmpty()) {
            throw new UserException(String.join("; ", damages) + "; no whole checkpoint is left to resume from");
        }
        return null;
    }

    /** The commits whose builds have made the run so far, this one the last; empty when none is known. */
    String commits() {
        return String.join(", ", commits);
    }

    private Manifest manifest(Path path) throws IOException {
        return json.readValue(Files.readString(path.resolve("manifest.json")), Manifest.class);
    }

    private Loaded load(Path path) throws IOException {
        Manifest manifest = manifest(path);
        if (manifest.format() != FORMAT) {
            throw new IllegalArgumentException("its format is " + manifest.format() + ", this version reads " + FORMAT);
        }
        verify(path, manifest.state());
        for (FileEntry segment : manifest.segments().values()) {
            verify(segments, segment);
        }
        return new Loaded(manifest, Safetensors.read(path.resolve("state.safetensors")), path);
    }

    /** The archive of a loaded checkpoint's segments. */
    public ReplayStore.SegmentArchive archive(Manifest manifest) {
        keptSegments.putAll(manifest.segments());
        return new Archive();
    }

    /** What a finished run keeps: one small checkpoint. All others go, and the replay with them. */
    public void finish(Header header, Consumer<SavedState> writer) {
        List<Path> earlier = list();
        write(header, (state, archive) -> writer.accept(state));
        try {
            for (Path path : earlier) {
                if (!path.equals(folder.resolve(name(header.step())))) {
                    deleteFolder(path);
                }
            }
            deleteFolder(segments);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean up " + folder + ": " + e.getMessage(), e);
        }
    }

    private final class Archive implements ReplayStore.SegmentArchive {
        private final Map<Integer, FileEntry> named = new TreeMap<>();

        @Override
        public void keep(int number, int task, Supplier<SavedState> content) {
            FileEntry entry = keptSegments.get(number);
            if (entry == null) {
                entry = writeSegment(number, content.get());
                keptSegments.put(number, entry);
            }
            named.put(number, entry);
        }

        @Override
        public SavedState read(int number) {
            try {
                return Safetensors.read(segments.resolve(segmentName(number)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read replay segment " + number, e);
            }
        }
    }

    private FileEntry writeSegment(int number, SavedState content) {
        Path fresh = segments.resolve(segmentName(number) + ".new");
        Path target = segments.resolve(segmentName(number));
        try {
            Safetensors.write(fresh, content);
            sync(fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return entry(target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write replay segment " + target + ": " + e.getMessage(), e);
        }
    }

    private void prune() throws IOException {
        List<Path> found = list();
        Set<String> needed = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            if (i < found.size() - KEPT) {
                deleteFolder(found.get(i));
            } else {
                try {
                    manifest(found.get(i)).segments().values().forEach(entry -> needed.add(entry.name()));
                } catch (IOException | JacksonException e) {
                    LOG.debug("no manifest in {}", found.get(i), e);
                }
            }
        }
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path left : inside.filter(
                            path -> String.valueOf(path.getFileName()).startsWith(UNFINISHED))
                    .toList()) {
                deleteFolder(left);
            }
        }
        keptSegments.values().removeIf(entry -> !needed.contains(entry.name()));
        try (Stream<Path> files = Files.list(segments)) {
            for (Path file : files.toList()) {
                if (!needed.contains(String.valueOf(file.getFileName()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> String.valueOf(path.getFileName()).startsWith(PREFIX))
                    .sorted(Comparator.comparing(path -> String.valueOf(path.getFileName())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static void verify(Path folder, FileEntry entry) throws IOException {
        Path file = folder.resolve(entry.name());
        if (!file.normalize().startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException(entry.name() + " is missing");
        }
        FileEntry actual = entry(file);
        if (!actual.equals(entry)) {
            throw new IllegalArgumentException(entry.name() + " has " + actual.bytes() + " bytes and checksum "
                    + Long.toHexString(actual.crc32c()) + ", expected " + entry.bytes() + " and "
                    + Long.toHexString(entry.crc32c()));
        }
    }

    private static FileEntry entry(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                crc.update(block, 0, n);
                bytes += n;
            }
        }
        return new FileEntry(String.valueOf(file.getFileName()), bytes, crc.getValue());
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteFolder(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path entry : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    private static String name(long step) {
        return String.format("%s%012d", PREFIX, step);
    }

    private static String segmentName(int number) {
        return String.format("segment-%08d.safetensors", number);
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
