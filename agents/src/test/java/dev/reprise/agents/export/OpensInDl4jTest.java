package dev.reprise.agents.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.dl4j.Dl4jGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An exported policy seen from an application that knows DL4J and nothing of ours. */
@ResourceLock("nd4j")
class OpensInDl4jTest {
    private static final int ROWS = 9;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("policy.zip");
    }

    @Test
    void everyHeadGivesTheOutputsThatItGaveHere() throws IOException {
        for (int seed = 20; seed < 28; seed++) {
            NetworkSample sample = NetworkSample.large(seed);
            PolicyZip.write(file, sample.spec(), sample.parameters(), "{}");
            ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile(), seed % 2 == 0);
            for (int head = 0; head < sample.spec().heads().size(); head++) {
                NetworkSample rows = NetworkSample.of(sample.spec(), RowGroups.single(head, ROWS), seed);
                Network network = Executor.FUSED.network(sample.spec());
                float[] here = rows.forward(network.newPass(ROWS));
                INDArray input = Nd4j.createFromArray(rows.input())
                        .reshape(ROWS, sample.spec().inputs());
                INDArray there = graph.output(input)[head];
                for (int i = 0; i < here.length; i++) {
                    int outputs = sample.spec().headOutputs();
                    assertEquals(here[i], there.getFloat(i / outputs, i % outputs), 5e-6, "seed " + seed);
                }
            }
        }
    }

    @Test
    void parametersAreWrittenByteForByteAsDl4jWritesThem() throws IOException {
        NetworkSample sample = NetworkSample.large(31);
        PolicyZip.write(file, sample.spec(), sample.parameters(), "{}");
        ComputationGraph graph = new ComputationGraph(Dl4jGraph.configuration(sample.spec()));
        graph.init();
        graph.setParams(Nd4j.createFromArray(sample.parameters().values()));
        Path theirs = folder.resolve("theirs.zip");
        ModelSerializer.writeModel(graph, theirs.toFile(), false);
        assertArrayEquals(entry(theirs, PolicyZip.COEFFICIENTS), entry(file, PolicyZip.COEFFICIENTS));
    }

    @Test
    void policyThatDl4jSavedAgainIsStillRead() throws IOException {
        NetworkSample sample = NetworkSample.large(32);
        PolicyZip.write(file, sample.spec(), sample.parameters(), "{}");
        ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile());
        graph.params().addi(1);
        graph.getConfiguration().setEpochCount(5);
        Path again = folder.resolve("again.zip");
        ModelSerializer.writeModel(graph, again.toFile(), false);
        StoredZip.write(file, zip -> {
            zip.add(PolicyZip.CONFIGURATION, entry(again, PolicyZip.CONFIGURATION));
            zip.add(PolicyZip.COEFFICIENTS, entry(again, PolicyZip.COEFFICIENTS));
            zip.add(PolicyZip.CONTRACT, new byte[0]);
        });
        Policy policy = PolicyZip.read(file);
        assertEquals(sample.spec(), policy.network());
        assertEquals(sample.parameters().values()[0] + 1, policy.parameters().values()[0]);
    }

    private static byte[] entry(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }
}
