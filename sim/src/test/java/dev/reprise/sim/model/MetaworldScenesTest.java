package dev.reprise.sim.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads the scenes of Meta-World. */
@Tag("long")
class MetaworldScenesTest {
    @Test
    void everySceneIsRead() throws IOException {
        for (Path scene : MetaworldScenes.all()) {
            ModelSpec model = MjcfReader.read(scene);
            assertEquals(2, model.actuators().size(), scene.toString());
            assertTrue(model.body("hand") > 0
                    && model.bodies().get(model.body("mocap")).mocap());
        }
    }
}
