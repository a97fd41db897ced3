package dev.reprise.sim.physics.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MujocoLibraryTest {
    @TempDir
    Path folder;

    @Test
    void thePropertyComesBeforeTheEnvironment() throws IOException {
        Path first = Files.createFile(folder.resolve("first.so"));
        Path second = Files.createFile(folder.resolve("second.so"));
        assertEquals(
                Optional.of(first.toString()),
                MujocoLibrary.named(first.toString(), folder.resolve("none.so").toString()));
        assertEquals(Optional.of(second.toString()), MujocoLibrary.named(null, second.toString()));
        assertEquals(Optional.of(second.toString()), MujocoLibrary.named(" ", second.toString()));
        assertEquals(Optional.empty(), MujocoLibrary.named(null, null));
        assertEquals(Optional.empty(), MujocoLibrary.named("", ""));
    }

    @Test
    void aNamedFileThatIsMissingIsRefused() {
        Path missing = folder.resolve("libmujoco.so");
        assertEquals(
                "the system property reprise.mujoco should name MuJoCo's library, but there is no file " + missing,
                assertThrows(IllegalStateException.class, () -> MujocoLibrary.named(missing.toString(), null))
                        .getMessage());
        assertEquals(
                "the environment variable REPRISE_MUJOCO should name MuJoCo's library, but there is no file " + missing,
                assertThrows(IllegalStateException.class, () -> MujocoLibrary.named(null, missing.toString()))
                        .getMessage());
    }

    @Test
    void whoeverHasNoneIsToldWhatWasSearched() {
        for (String part : new String[] {"reprise.mujoco", "REPRISE_MUJOCO", System.mapLibraryName("mujoco")}) {
            assertTrue(MujocoLibrary.SOUGHT.contains(part), part);
        }
    }
}
