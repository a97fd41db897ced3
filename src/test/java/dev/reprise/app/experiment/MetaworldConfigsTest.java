package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reprise.app.InstalledPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The configs of Meta-World's tasks that come with Reprise. */
@Tag("long")
class MetaworldConfigsTest {
    @Test
    void eachConfigLearnsTheTaskOfItsName() throws IOException {
        InstalledPython.needed();
        List<Path> files;
        try (Stream<Path> inside = Files.list(Path.of("../configs/metaworld"))) {
            files = inside.sorted().toList();
        }
        assertFalse(files.isEmpty());
        for (Path file : files) {
            Configs.Resolved config = Configs.read(file, List.of());
            assertEquals(
                    "metaworld/" + String.valueOf(file.getFileName()).replace(".yaml", ""),
                    config.suite().name());
            assertEquals(1, config.config().curriculumOf(config.suite()).tasks().size());
            assertFalse(config.config().agent().normalizeRewards(), "of configs/suites/metaworld.yaml");
        }
    }
}
