package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.science.SingleTaskReferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFilesTest {
    @TempDir
    Path folder;

    private List<String> files(String setting) {
        Configs.Resolved config = SmallRun.config(setting);
        try (RunFolder run = RunFolder.create(folder.resolve("run"))) {
            assertNotNull(new Run(config, run).train("train", SingleTaskReferences.none(), Progress.NONE, () -> false));
            return PolicyFiles.in(run.path()).stream()
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void aBackboneWithHeadsIsADl4jZip() {
        assertEquals(List.of("policy.zip"), files("seed=1"));
    }

    @Test
    void aTaskWithParametersOfItsOwnHasAFileOfItsOwnAndTheRunIsReadFromItsCheckpoint() {
        List<String> files =
                files("agent={packNet: {enabled: true}, rehearsal: {experience: {rows: 0}, policy: {coefficient: 0}}}");
        assertEquals("policy-reach-north-east.zip", files.get(0));
        Path run = folder.resolve("run");
        PolicySnapshot policy = Results.policy(run, Configs.readResolved(run));
        assertTrue(policy.parameters(0) != policy.parameters());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.sharing.backbone=cross-stitch",
                "agent.sharing={conditioning: first-layer, heads: one}",
                "agent.sharing={backbone: columns, sharedLayers: 1, conditioning: film}"
            })
    void anythingElseIsSafetensorsAndTheRunIsReadFromItsCheckpoint(String setting) throws IOException {
        assertEquals(List.of("policy.safetensors"), files(setting));
        Path run = folder.resolve("run");
        PolicySnapshot policy = Results.policy(run, Configs.readResolved(run));
        SavedState tensors = Safetensors.read(run.resolve("policy.safetensors"));
        String contract = Files.readString(run.resolve("policy.json"));
        for (ParameterLayout.Tensor tensor : policy.network().layout().tensors()) {
            String task =
                    tensor.task() == null || tensor.layer().endsWith("-" + tensor.task()) ? "" : "." + tensor.task();
            String name = tensor.layer() + task + "." + tensor.role().name().toLowerCase(Locale.ROOT);
            float[] expected =
                    Arrays.copyOfRange(policy.parameters().values(), tensor.offset(), tensor.offset() + tensor.size());
            assertArrayEquals(expected, tensors.floats(name), name);
            assertTrue(contract.contains('"' + name + '"'), name);
        }
        assertTrue(contract.contains("\"network\""), contract);
    }
}
