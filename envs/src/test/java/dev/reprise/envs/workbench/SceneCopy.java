package dev.reprise.envs.workbench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.model.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The workbench's own scene with some of its numbers replaced. */
final class SceneCopy {
    private String text;

    SceneCopy() throws IOException {
        try (InputStream in = SceneCopy.class.getResourceAsStream("workbench.xml")) {
            assertTrue(in != null, "workbench.xml is missing");
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Replaces what the scene has exactly once. */
    SceneCopy with(String old, String replacement) {
        int at = text.indexOf(old);
        assertTrue(at >= 0 && text.indexOf(old, at + 1) < 0, "the scene must have exactly once: " + old);
        text = text.replace(old, replacement);
        return this;
    }

    /** Writes it to a file of its own and reads that. */
    ModelSpec read(Path folder) throws IOException {
        return MjcfReader.read(Files.writeString(Files.createTempFile(folder, "bench", ".xml"), text));
    }
}
