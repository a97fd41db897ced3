package dev.reprise.agents.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What ran is said, and what to do when it is the slow path. */
class ExecutorLogTest {
    /** What the child runs. */
    static final class Say {
        public static void main(String[] arguments) {
            System.out.println(Executor.FUSED.describe(2) + "; " + Executor.FUSED.remedy());
        }
    }

    @Test
    void withoutTheVectorApiThePlainKernelsAreNamedAndTheRemedy() throws Exception {
        String said = ChildJvm.run(List.of(), Say.class);
        assertTrue(said.startsWith("fused, plain kernels, 2 threads; "), said);
        assertTrue(said.contains("--add-modules jdk.incubator.vector"), said);
    }

    @Test
    void withItTheWidthOfVectorsIsNamedAndNothingIsToDo() throws Exception {
        String said = ChildJvm.run(List.of("--add-modules", "jdk.incubator.vector"), Say.class);
        assertTrue(said.matches("(?s).*fused, vectors of \\d+ floats, 2 threads; null\\s*"), said);
        assertEquals("dl4j, the layers of DeepLearning4J", Executor.DL4J.describe(1));
    }
}
