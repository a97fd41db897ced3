package dev.reprise.envs.workbench;

import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.model.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The scene's model, read from the MJCF file that comes with this package. */
final class BenchScene {
    private static final String FILE = "workbench.xml";

    private BenchScene() {}

    /** Reads it. A copy of the file lies in the folder for temporary files while the JVM runs: engines may read it too. */
    static ModelSpec read() {
        try (InputStream in = BenchScene.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            Path folder = Files.createTempDirectory("reprise-workbench-");
            Path file = folder.resolve(FILE);
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            Files.copy(in, file);
            return MjcfReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the workbench's scene: " + e.getMessage(), e);
        }
    }
}
