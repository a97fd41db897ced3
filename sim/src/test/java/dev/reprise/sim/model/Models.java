package dev.reprise.sim.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Model files for tests. */
final class Models {
    private Models() {}

    /** A file beside the tests' classes. */
    static Path path(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Models.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A file in a folder, its root element given; each string is a line and the first is line 2. */
    static Path write(Path folder, String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), "<mujoco>\n" + String.join("\n", lines) + "\n</mujoco>\n");
    }
}
