package dev.reprise.sim.model;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The scenes of Meta-World as its Python package ships them; tests that want them are skipped without the package. */
public final class MetaworldScenes {
    /** Names the folder of the installed Python package: …/site-packages/metaworld. */
    private static final String FOLDER = "reprise.metaworld";

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private MetaworldScenes() {}

    /** All of them, by name. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            List<Path> scenes =
                    files.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
            assertTrue(scenes.size() >= 40, "only " + scenes.size() + " scenes");
            return scenes;
        }
    }

    private static Path folder() {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            String reason = "set -D" + FOLDER + "=…/site-packages/metaworld";
            // The reason of a skipped test stands in the report file alone; people watch the console.
            if (!SAID.getAndSet(true)) {
                System.err.println("tests of Meta-World's scenes skipped: " + reason);
            }
            return abort(reason);
        }
        Path scenes = Path.of(folder, "assets", "sawyer_xyz");
        return Files.isDirectory(scenes) ? scenes : fail("no folder " + scenes);
    }
}
