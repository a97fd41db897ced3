package dev.reprise.app.experiment;

import dev.reprise.app.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder of one run and the lock on it: {@code config.resolved.yaml}, {@code command.txt}, {@code metrics.jsonl},
 * {@code metrics.csv}, {@code checkpoints/}, {@code replay/}, and at the end {@code result.json}, {@code report.html} and
 * {@link PolicyFiles}.
 */
public final class RunFolder implements AutoCloseable {
    /** The whole configuration of the run. */
    public static final String CONFIG = "config.resolved.yaml";

    /** The command line that began it, for reports: a run that is resumed is repeated by that, not by {@code resume}. */
    static final String COMMAND = "command.txt";

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;

    private RunFolder(Path path, FileChannel lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Makes a new run folder and locks it.
     *
     * @throws UserException when the folder holds files already or cannot be written
     */
    public static RunFolder create(Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    if (inside.findAny().isPresent()) {
                        boolean run = Files.isRegularFile(path.resolve(CONFIG));
                        throw new UserException(path + " holds files already; "
                                + (run ? "resume it with `reprise resume " + path + "` or " : "")
                                + "name another folder with --out");
                    }
                }
            }
        } catch (IOException e) {
            throw unwritable(path, "--out", e);
        }
        make(path, "--out");
        return lock(path);
    }

    /**
     * Makes a folder that will be written to, if it is not there, before anything is done for it.
     *
     * @param option with which another can be named
     * @throws UserException when it cannot be made or written to
     */
    static void make(Path path, String option) {
        try {
            Files.createDirectories(path);
            if (!Files.isWritable(path)) {
                throw new AccessDeniedException(path.toString());
            }
        } catch (FileAlreadyExistsException e) {
            throw new UserException(path + " is a file, where a folder is needed; name another with " + option, e);
        } catch (IOException e) {
            throw unwritable(path, option, e);
        }
    }

    /**
     * Locks the folder of a run that was begun earlier.
     *
     * @throws UserException when there is none or another process uses it
     */
    public static RunFolder open(Path path) {
        requireRun(path);
        return lock(path);
    }

    /**
     * Checks that a folder is that of a run.
     *
     * @throws UserException when it is not
     */
    public static void requireRun(Path path) {
        if (!Files.isRegularFile(path.resolve(CONFIG))) {
            throw new UserException(path + " is no run folder: it has no config.resolved.yaml");
        }
    }

    /** The command line that began what lies in the folder of a run or a bench; {@code otherwise} where it does not say. */
    static String command(Path path, String otherwise) {
        Path file = path.resolve(COMMAND);
        try {
            return Files.isRegularFile(file) ? Files.readString(file).strip() : otherwise;
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Locks a folder whatever it holds. */
    static RunFolder lockAny(Path path) {
        return lock(path);
    }

    private static RunFolder lock(Path path) {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null;
            }
            if (lock == null) {
                channel.close();
                throw new InUseException(path);
            }
            return new RunFolder(path, channel, lock);
        } catch (IOException e) {
            throw unwritable(path, "--out", e);
        }
    }

    /** Another process, or another run of this one, is at work in the folder. */
    static final class InUseException extends UserException {
        private static final long serialVersionUID = 1;

        InUseException(Path path) {
            super(path + " is in use by another reprise process; wait for it or stop it first");
        }
    }

    /** Empties the folder of a run that could not begin, so that it is free for another. */
    public void discard() {
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(path)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + path + ": " + e.getMessage(), e);
        }
    }

    /** Whether the run has anything to go on from, or has measured anything. */
    public boolean begun() {
        return Files.isDirectory(path.resolve("checkpoints"))
                || path.resolve("metrics.jsonl").toFile().length() > 0;
    }

    private static UserException unwritable(Path path, String option, IOException e) {
        String why = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
        return new UserException("cannot write to " + path + " (" + why + "); name another folder with " + option, e);
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** A file or folder inside it. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Writes a text file in one piece: readers see the old content or the new. */
    public void write(String name, String text) {
        try {
            Path fresh = path.resolve(name + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path.resolve(name), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the lock of " + path, e);
        }
    }
}
