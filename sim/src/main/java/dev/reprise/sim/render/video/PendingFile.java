package dev.reprise.sim.render.video;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its place.
 *
 * @param file where it is to be
 * @param written where it is written
 */
record PendingFile(Path file, Path written) {
    /** Makes the folder and an empty file beside the place. */
    static PendingFile of(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("'" + file + "' is a folder, not a file");
        }
        Files.createDirectories(folder);
        // Not Files.createTempFile: what that makes nobody else may read, and the rights stay with the file.
        String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        return new PendingFile(
                absolute, Files.createFile(folder.resolve("." + absolute.getFileName() + "." + unique + ".part")));
    }

    /** Moves it to its place. */
    void publish() throws IOException {
        try {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes it. */
    void discard() throws IOException {
        Files.deleteIfExists(written);
    }
}
