package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each suite of Meta-World's that has several tasks, and each of its tasks. */
@Tag("long")
class MetaworldSuitesTest {
    private static final int STEPS = 10;
    /** Of so many tasks one is stepped by two servers. */
    private static final int COMPARED = 5;

    @ParameterizedTest
    @CsvSource({
        "mt10, 10, 500, v2",
        "mt50, 50, 500, v2",
        "cw10, 10, 200, v1",
        "cw20, 10, 200, v1",
        "cw10-v2, 10, 200, v2",
        "cw20-v2, 10, 200, v2"
    })
    void everyTaskStepsAndTwoServersGiveTheSameBits(String suite, int tasks, int most, String rewards)
            throws IOException {
        GymSource source = GymSource.started(InstalledPython.interpreter(), "metaworld:" + suite, 120);
        try (GymServer one = source.open();
                GymServer other = source.open()) {
            GymSpec spec = one.spec();
            assertEquals(spec, other.spec());
            assertEquals(tasks, spec.tasks().size());
            assertEquals(most, spec.specs().maxEpisodeSteps());
            assertTrue(
                    spec.about().contains(", rewards " + rewards + ", episodes of " + most + " steps"), spec.about());
            for (int task = 0; task < tasks; task++) {
                List<float[]> seen = episode(one, task);
                assertFalse(Arrays.equals(seen.get(0), seen.get(seen.size() - 2)), "something moves");
                if (task % COMPARED == 0) {
                    List<float[]> again = episode(other, task);
                    for (int i = 0; i < seen.size(); i++) {
                        assertArrayEquals(
                                seen.get(i),
                                again.get(i),
                                spec.tasks().get(task).id() + ", step " + i);
                    }
                }
            }
        }
    }

    /** What is seen, with the reward and flags behind it. */
    private static List<float[]> episode(GymServer server, int task) throws IOException {
        RandomStream random = RandomStream.of(task);
        List<float[]> seen = new ArrayList<>();
        seen.add(server.reset(task, 7));
        for (int i = 0; i < STEPS; i++) {
            GymServer.Stepped stepped =
                    server.step(server.spec().specs().action().sample(random));
            seen.add(stepped.observation());
            seen.add(new float[] {stepped.reward(), stepped.flags()});
        }
        return seen;
    }
}
