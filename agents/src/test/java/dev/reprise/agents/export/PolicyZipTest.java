package dev.reprise.agents.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.Trunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyZipTest {
    private static final String CONTRACT = "{\"observation\": \"Größe in m\"}\n";

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        Path file = folder.resolve("policy.zip");
        for (int seed = 0; seed < 8; seed++) {
            NetworkSample sample = NetworkSample.large(seed);
            PolicyZip.write(file, sample.spec(), sample.parameters(), CONTRACT);
            assertIs(sample, PolicyZip.read(file));
        }
        assertEquals(List.of(file), files());
    }

    @Test
    void samePolicyGivesTheSameBytes() throws IOException {
        NetworkSample sample = NetworkSample.large(1);
        PolicyZip.write(folder.resolve("a"), sample.spec(), sample.parameters(), CONTRACT);
        PolicyZip.write(folder.resolve("b"), sample.spec(), sample.parameters(), CONTRACT);
        assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
    }

    @Test
    void failedWriteLeavesTheOlderFileAndNothingElse() throws IOException {
        Path file = folder.resolve("policy.zip");
        NetworkSample sample = NetworkSample.small(1);
        PolicyZip.write(file, sample.spec(), sample.parameters(), CONTRACT);
        ParameterVector others =
                ParameterVector.zeros(ParameterLayout.of(NetworkSample.small(2).spec()));
        assertThrows(IllegalArgumentException.class, () -> PolicyZip.write(file, sample.spec(), others, CONTRACT));
        assertThrows(
                IOException.class,
                () -> StoredZip.write(file, zip -> {
                    zip.add("half", new byte[10]);
                    throw new IOException("the disk is full");
                }));
        assertIs(sample, PolicyZip.read(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void networkWithoutHeadsCannotBeExported() {
        NetworkSpec headless = new NetworkSpec(2, List.of(3), Trunk.PLAIN, Activation.RELU, 1, List.of());
        ParameterVector parameters = ParameterVector.zeros(ParameterLayout.of(headless));
        assertThrows(
                IllegalArgumentException.class,
                () -> PolicyZip.write(folder.resolve("policy.zip"), headless, parameters, CONTRACT));
    }

    @Test
    void missingFileIsNoDamage() {
        assertThrows(NoSuchFileException.class, () -> PolicyZip.read(folder.resolve("nowhere.zip")));
    }

    private void assertIs(NetworkSample expected, Policy actual) {
        assertEquals(expected.spec(), actual.network());
        assertArrayEquals(expected.parameters().values(), actual.parameters().values());
        assertEquals(CONTRACT, actual.contractJson());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
