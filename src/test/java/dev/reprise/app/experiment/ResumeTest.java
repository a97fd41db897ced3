package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curriculum.kind=sequential",
                "curriculum.kind=repeating",
                "curriculum.kind=parallel",
                "curriculum={kind: mixed, phases: [{tasks: [reach-north-east]}, {tasks: [reach-north-west,"
                        + " reach-north-east], steps: 150}, {tasks: [reach-north-east]}]}",
                "agent.rehearsal.scrambleTasks=true",
                "agent.criticOnlySteps=20",
                "suite=planar/hard-scaled",
                "environment.lanes=3",
                "environment={lanes: 2, controlSeconds: null, physicsSeconds: null}",
                "agent.replay.budgetMebibytes=1"
            })
    void aRunTakenUpAnywhereEndsWithTheSameBits(String setting) throws IOException {
        Configs.Resolved config = SmallRun.config(setting);
        List<String> expectedLog = new ArrayList<>();
        SmallRun.Archive expectedArchive = new SmallRun.Archive();
        byte[] expected;
        long advances = 0;
        try (TrainLoop loop = SmallRun.loop(config, expectedLog)) {
            while (!loop.done()) {
                loop.advance();
                advances++;
            }
            expected = SmallRun.bytes(loop, expectedArchive, folder);
        }
        RandomStream random = RandomStream.named(1, setting);
        List<String> log = new ArrayList<>();
        SmallRun.Archive archive = new SmallRun.Archive();
        TrainLoop loop = SmallRun.loop(config, log);
        long taken = 0;
        for (int cut = 0; cut < 4; cut++) {
            long until = taken + random.nextLong(Math.max(1, (advances - taken) / 2));
            for (; taken < until; taken++) {
                loop.advance();
            }
            loop = reopened(config, loop, archive, log);
        }
        while (!loop.done()) {
            loop.advance();
        }
        assertArrayEquals(expected, SmallRun.bytes(loop, archive, folder));
        assertEquals(expectedLog, log);
        loop.close();
    }

    private TrainLoop reopened(Configs.Resolved config, TrainLoop loop, SmallRun.Archive archive, List<String> log)
            throws IOException {
        SavedState state = new SavedState();
        loop.save(state, archive);
        loop.close();
        Path file = Files.createTempFile(folder, "cut", ".safetensors");
        Safetensors.write(file, state);
        TrainLoop next = SmallRun.loop(config, log);
        next.load(Safetensors.read(file), archive);
        return next;
    }
}
