package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Python that somebody else has started, found at its address. */
class GymAddressTest {
    private static final String TOKEN = "ab".repeat(GymProtocol.TOKEN_BYTES);
    private static final String ENTRY = "reprise_gym.echo:suite";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tcp:127.0.0.1:0", "unix:"})
    void severalEnvironmentsAtAnAddressGiveTheBitsOfOneThatWasStarted(String kind)
            throws IOException, InterruptedException {
        String wanted = kind.equals("unix:") ? kind + folder.resolve("socket") : kind;
        ProcessBuilder builder = new ProcessBuilder(
                        InstalledPython.interpreter(), "-m", "reprise_gym.serve", ENTRY, "--address", wanted)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("REPRISE_GYM_TOKEN", TOKEN);
        Process process = builder.start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String ready = String.valueOf(said.readLine());
            assertTrue(ready.startsWith("ready " + kind.replace(":0", ":")), ready);
            GymSuite there = new GymSuite("test/there", GymSource.at(ready.substring("ready ".length()), TOKEN, 30));
            try (Environment here = InstalledPython.suite(ENTRY, 30).newEnvironment();
                    Environment one = there.newEnvironment();
                    Environment two = there.newEnvironment()) {
                assertSameEpisode(here, one, two);
            }
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
    }

    private static void assertSameEpisode(Environment here, Environment... there) {
        TaskId task = new TaskId("echo-again");
        float[] first = here.reset(task, 5L << 40).observation();
        for (Environment other : there) {
            assertArrayEquals(first, other.reset(task, 5L << 40).observation());
        }
        for (int i = 0; i < 100; i++) {
            float[] action = {i / 100f, -i / 100f, 0, 1};
            TimeStep expected = here.step(action);
            for (Environment other : there) {
                TimeStep found = other.step(action);
                assertEquals(expected.getClass(), found.getClass());
                assertArrayEquals(expected.observation(), found.observation());
                assertEquals(expected.measurement().get(1), found.measurement().get(1), "reward");
            }
        }
    }
}
