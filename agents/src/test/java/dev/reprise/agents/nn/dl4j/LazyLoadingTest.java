package dev.reprise.agents.nn.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.nn.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

class LazyLoadingTest {
    private static final List<String> OF_THE_NATIVE = List.of(
            "'org/nd4j/linalg/factory/Nd4j'", "'org/nd4j/nativeblas/NativeOpsHolder'", "'org/bytedeco/javacpp/Loader'");

    @TempDir
    private Path folder;

    @Test
    void trainingAndExportLoadNoNativeLibrary() throws Exception {
        String initialised = classesInitialised(folder.resolve("policy.zip").toString());
        assertTrue(initialised.contains("dev/reprise/agents/export/PolicyZip"));
        for (String name : OF_THE_NATIVE) {
            assertFalse(initialised.contains(name), name);
        }
    }

    @Test
    @ResourceLock("nd4j")
    void dl4jsExecutorLoadsItAndIsQuiet() throws Exception {
        String initialised = classesInitialised("dl4j");
        for (String name : OF_THE_NATIVE) {
            assertTrue(initialised.contains(name), name);
        }
    }

    private String classesInitialised(String argument) throws Exception {
        Path log = folder.resolve("classes.txt");
        // Without the incubating module, whose warning at each start would be taken for a library's.
        String printed = ChildJvm.run(List.of("-Xlog:class+init=info:file=" + log), Errands.class, argument);
        assertEquals("done", printed.strip());
        return Files.readString(log);
    }
}
