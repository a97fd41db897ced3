package dev.reprise.sim.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads the scenes of Meta-World as its Python package ships them. */
@Tag("long")
class MetaworldScenesTest {
    /** Names the folder of the installed Python package: …/site-packages/metaworld. */
    private static final String FOLDER = "reprise.metaworld";

    @Test
    void everySceneIsRead() throws IOException {
        try (Stream<Path> files = Files.list(scenes())) {
            List<Path> scenes =
                    files.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
            assertTrue(scenes.size() >= 40, "only " + scenes.size() + " scenes");
            for (Path scene : scenes) {
                ModelSpec model = MjcfReader.read(scene);
                assertEquals(2, model.actuators().size(), scene.toString());
                assertTrue(model.body("hand") > 0
                        && model.bodies().get(model.body("mocap")).mocap());
            }
        }
    }

    private static Path scenes() {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            String reason = "set -D" + FOLDER + "=…/site-packages/metaworld";
            // The reason of a skipped test stands in the report file alone; people watch the console.
            System.err.println("MetaworldScenesTest skipped: " + reason);
            return abort(reason);
        }
        Path scenes = Path.of(folder, "assets", "sawyer_xyz");
        return Files.isDirectory(scenes) ? scenes : fail("no folder " + scenes);
    }
}
