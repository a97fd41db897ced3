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

/** A run that is cut off and taken up again, several times. */
final class CutRun {
    private CutRun() {}

    /**
     * Asserts that it ends with the bits that it has when nobody cuts it off.
     *
     * @param name draws where it is cut
     */
    static void assertSameBits(Configs.Resolved config, String name, Path folder) throws IOException {
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
        RandomStream random = RandomStream.named(1, name);
        List<String> log = new ArrayList<>();
        SmallRun.Archive archive = new SmallRun.Archive();
        TrainLoop loop = SmallRun.loop(config, log);
        long taken = 0;
        for (int cut = 0; cut < 4; cut++) {
            long until = taken + random.nextLong(Math.max(1, (advances - taken) / 2));
            for (; taken < until; taken++) {
                loop.advance();
            }
            loop = reopened(config, loop, archive, log, folder);
        }
        while (!loop.done()) {
            loop.advance();
        }
        assertArrayEquals(expected, SmallRun.bytes(loop, archive, folder));
        assertEquals(expectedLog, log);
        loop.close();
    }

    static TrainLoop reopened(
            Configs.Resolved config, TrainLoop loop, SmallRun.Archive archive, List<String> log, Path folder)
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
