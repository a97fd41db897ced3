package dev.reprise.agents.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.dl4j.Dl4jGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file is refused with a sentence that names it, whatever the damage. */
class DamagedPolicyTest {
    private static final NetworkSample SAMPLE = NetworkSample.small(9);
    private static final String GRAPH = Dl4jGraph.configuration(SAMPLE.spec()).toJson();
    private static final byte[] NUMBERS =
            Coefficients.encode(SAMPLE.parameters().values());

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("policy.zip");
    }

    private String refusal() {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> PolicyZip.read(file));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith(file + " is not a policy: "), message);
        return message;
    }

    private void write(String graph, byte[] numbers) throws IOException {
        StoredZip.write(file, zip -> {
            zip.add(PolicyZip.CONFIGURATION, graph.getBytes(StandardCharsets.UTF_8));
            zip.add(PolicyZip.COEFFICIENTS, numbers);
            zip.add(PolicyZip.CONTRACT, new byte[] {'{', '}'});
        });
    }

    @Test
    void somethingElseIsRefused() throws IOException {
        for (String text : List.of("", "not a zip", "PK\u0003\u0004 nearly one")) {
            Files.writeString(file, text);
            assertTrue(refusal().contains("no zip file"));
        }
    }

    @Test
    void cutOffFileIsRefused() throws IOException {
        PolicyZip.write(file, SAMPLE.spec(), SAMPLE.parameters(), "{}");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            refusal();
        }
    }

    @Test
    void flippedBitIsNoticedOrHarmless() throws IOException {
        PolicyZip.write(file, SAMPLE.spec(), SAMPLE.parameters(), "{}");
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < bytes.length; i += i > bytes.length - 300 ? 1 : 37) {
            bytes[i] ^= 16;
            Files.write(file, bytes);
            try {
                Policy policy = PolicyZip.read(file);
                assertEquals(SAMPLE.spec(), policy.network());
                assertArrayEquals(
                        SAMPLE.parameters().values(), policy.parameters().values());
                assertEquals("{}", policy.contractJson());
            } catch (IllegalArgumentException e) {
                refused++;
            }
            bytes[i] ^= 16;
        }
        assertTrue(refused > bytes.length / 37 / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {PolicyZip.CONFIGURATION, PolicyZip.COEFFICIENTS, PolicyZip.CONTRACT})
    void missingEntryIsNamed(String missing) throws IOException {
        StoredZip.write(file, zip -> {
            if (!missing.equals(PolicyZip.CONFIGURATION)) {
                zip.add(PolicyZip.CONFIGURATION, GRAPH.getBytes(StandardCharsets.UTF_8));
            }
            if (!missing.equals(PolicyZip.COEFFICIENTS)) {
                zip.add(PolicyZip.COEFFICIENTS, NUMBERS);
            }
        });
        assertTrue(refusal().contains("has no " + missing));
    }

    @Test
    void parametersOfTheWrongLengthAreRefused() throws IOException {
        write(GRAPH, Arrays.copyOf(NUMBERS, NUMBERS.length - 4));
        assertTrue(refusal().contains("not a vector of "));
        write(GRAPH, Arrays.copyOf(NUMBERS, NUMBERS.length + 4));
        assertTrue(refusal().contains("is longer than"));
        write(GRAPH, Coefficients.encode(new float[3]));
        assertTrue(refusal()
                .contains("not a vector of " + ParameterLayout.of(SAMPLE.spec()).size()));
    }

    @ParameterizedTest
    @CsvSource({
        "\"nout\" : \\d+, \"nout\" : 1000000000",
        "\"nout\" : \\d+, \"nout\" : -3",
        "\"nin\" : \\d+, \"nin\" : 99999999999999999999",
        "\"nin\" : \\d+, \"nin\" : null",
        "ActivationIdentity, ActivationSigmoid",
        "Activation(ReLU|TanH), ActivationELU",
        "DenseLayer, OutputLayer",
        "\"hasLayerNorm\" : false, \"hasLayerNorm\" : true",
        "\"preProcessor\" : null, \"preProcessor\" : {}",
        "\"in\", \"elsewhere\"",
        "trunk-0, trunk-1",
        "head-a, head-Nobody",
        "head-a, tail-a",
        "\"vertices\", \"corners\"",
        "\"topologicalOrder\" : \\[ 0, \"topologicalOrder\" : [ 7",
        "\"dataType\" : \"FLOAT\", \"dataType\" : \"DOUBLE\""
    })
    void graphThatIsNoTrunkWithHeadsIsRefused(String from, String to) throws IOException {
        String changed = GRAPH.replaceAll(from, to);
        assertTrue(!changed.equals(GRAPH), from);
        write(changed, NUMBERS);
        refusal();
    }

    @Test
    void configurationThatIsNoJsonIsRefused() throws IOException {
        for (String text : List.of("", "nonsense", "[]", "{", "7", "[".repeat(1_000_000), GRAPH + "}")) {
            write(text, NUMBERS);
            refusal();
        }
    }
}
