package dev.reprise.agents.nn.fused;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.nn.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run must not depend on when the JIT compiles what, nor on how wide the processor's vectors are. */
class SameBitsTest {
    @ParameterizedTest(name = "{0} kernels, {1}")
    @CsvSource({
        "vector, -Xmixed, 100",
        "plain, -Xmixed, 100",
        "vector, -Xint, 1",
        "vector, -XX:TieredStopAtLevel=1, 20",
        "vector, -XX:UseAVX=2, 50",
        "vector, -XX:UseAVX=1, 20"
    })
    void coldAndWarmCallsGiveTheSameBits(String kernels, String flag, String repetitions) throws Exception {
        List<String> options = new ArrayList<>(List.of("-XX:+IgnoreUnrecognizedVMOptions", flag));
        options.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        String printed = ChildJvm.run(options, Fingerprint.class, kernels, repetitions);
        String here = Integer.toHexString(Fingerprint.hash(new PlainKernels()));
        assertTrue(printed.contains("hashes [" + here + "]"), "expected " + here + ", got " + printed);
    }
}
