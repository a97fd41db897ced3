package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.UserException;
import dev.reprise.app.experience.ExperienceRecorder;
import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.ros.robot.RecordedStep;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperienceTest {
    private static final String EAST = "reach-north-east";
    private static final String WEST = "reach-south-west";

    @TempDir
    Path folder;

    private final PlanarSuite.Easy suite = new PlanarSuite.Easy();

    private Path recorded(String task, int count) throws IOException {
        ExperienceRecorder recorder = new ExperienceRecorder(suite.specs(), suite.name(), task, "test", count);
        RandomStream random = RandomStream.named(1, task);
        try (Environment environment = suite.newEnvironment()) {
            TimeStep now = environment.reset(new TaskId(task), 1);
            for (int i = 0; !recorder.full(); i++) {
                if (now instanceof TimeStep.Last) {
                    now = environment.reset(new TaskId(task), i);
                }
                float[] action = suite.specs().action().sample(random);
                TimeStep next = environment.step(action);
                Label label = next instanceof TimeStep.Mid mid ? mid.label() : ((TimeStep.Last) next).label();
                recorder.add(new RecordedStep(
                        now instanceof TimeStep.First,
                        0.05 * i,
                        0.05 * (i + 1),
                        now.observation(),
                        now.measurement(),
                        action,
                        false,
                        next.observation(),
                        next.measurement(),
                        label));
                now = next;
            }
        }
        Path file = folder.resolve(task + ".safetensors");
        recorder.write(file);
        return file;
    }

    private static Configs.Resolved config(Path... files) {
        List<String> names = new ArrayList<>();
        for (Path file : files) {
            names.add("{file: '" + file + "'}");
        }
        return SmallRun.config(
                "suite=planar/easy",
                "curriculum.tasks=[" + EAST + ", " + WEST + "]",
                "agent.replay.sharing=none",
                "start.experience=" + names);
    }

    @Test
    void recordedStepsAreInTheReplayFromTheFirstPhaseOfTheirTaskOn() throws IOException {
        Configs.Resolved config = config(recorded(WEST, 90));
        try (TrainLoop loop = SmallRun.loop(config, new ArrayList<>())) {
            while (loop.step() < 120) {
                loop.advance();
            }
            assertEquals(120, loop.agent().store().count(0));
            assertEquals(0, loop.agent().store().count(1));
            while (loop.step() < 121) {
                loop.advance();
            }
            assertEquals(91, loop.agent().store().count(1));
            assertEquals(120 + 91, loop.agent().store().appended());
        }
    }

    @Test
    void whatWasRecordedIsLearntFrom() throws IOException {
        // Alone, the first update waits for a batch of 16.
        try (TrainLoop with = SmallRun.loop(config(recorded(EAST, 90)), new ArrayList<>());
                TrainLoop without = SmallRun.loop(config(), new ArrayList<>())) {
            while (with.step() < 5) {
                with.advance();
                without.advance();
            }
            assertTrue(with.agent().gradientSteps() > 0);
            assertEquals(0, without.agent().gradientSteps());
        }
    }

    @Test
    void aRunWithExperienceThatIsCutOffEndsWithTheSameBits() throws IOException {
        CutRun.assertSameBits(config(recorded(EAST, 90), recorded(WEST, 60)), "experience", folder);
    }

    @Test
    void theResolvedConfigurationSaysWhatTheFilesAre() throws IOException {
        StartConfig.Recorded first =
                config(recorded(EAST, 20)).config().start().experience().get(0);
        assertEquals(EAST, first.task());
        assertFalse(String.valueOf(first.checksum()).isEmpty());
        Path file = recorded(EAST, 20);
        Configs.Resolved config = config(file);
        recorded(EAST, 21);
        try (TrainLoop loop = SmallRun.loop(config, new ArrayList<>())) {
            String why = String.valueOf(
                    assertThrows(UserException.class, loop::advance).getMessage());
            assertTrue(why.contains("is not what it was when the config was read"), why);
        }
    }

    @Test
    void whatCannotBeLearntFromIsRefusedInASentence() throws IOException {
        Path file = recorded(EAST, 20);
        assertTrue(refusal(folder.resolve("none")).contains("there is no such file"));
        byte[] bytes = Files.readAllBytes(file);
        Path cut = folder.resolve("cut");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
        assertTrue(refusal(cut).contains("cannot be learnt from"));
        assertTrue(
                refusal(changed(file, "action", new float[40], 7, 9f)).contains("action axis 'joint-2-step' is 9.0"));
        assertTrue(refusal(changed(file, "before", new float[0], -1, 0)).contains("'before' has 0 numbers"));
        float[] observation = Safetensors.read(file).floats("observation");
        assertTrue(
                refusal(changed(file, "observation", observation, 3, Float.NaN)).contains("not finite"));
        assertTrue(refusal(about(file, EAST, "no-such-task")).contains("has no task 'no-such-task'"));
        assertTrue(refusal(about(file, "0.05", "0.02")).contains("its steps take 0.02 s"));
        assertTrue(refusal(about(file, "joint-1-cos", "joint-9-cos")).contains("its observation is"));
        String other = String.valueOf(assertThrows(
                        UserException.class,
                        () -> SmallRun.config(
                                "suite=planar/easy",
                                "curriculum.tasks=[" + WEST + "]",
                                "start.experience=[{file: '" + file + "'}]"))
                .getMessage());
        assertTrue(other.contains("which the curriculum does not train"), other);
        String hard = String.valueOf(assertThrows(
                        UserException.class,
                        () -> SmallRun.config("suite=planar/hard", "start.experience=[{file: '" + file + "'}]"))
                .getMessage());
        assertTrue(hard.contains("cannot be learnt from"), hard);
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(UserException.class, () -> config(file)).getMessage());
    }

    private Path changed(Path file, String column, float[] numbers, int at, float value) throws IOException {
        float[] other = numbers.clone();
        if (at >= 0) {
            other[at] = value;
        }
        return written(file, column, other);
    }

    private Path about(Path file, String from, String to) throws IOException {
        String text = new String(Safetensors.read(file).bytes("about"), StandardCharsets.UTF_8);
        return written(file, "about", text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    /** The file with another array under a name. */
    private Path written(Path file, String name, Object array) throws IOException {
        SavedState before = Safetensors.read(file);
        SavedState state = new SavedState();
        for (String column : List.of("observation", "action", "next_observation", "before", "after", "reward")) {
            state.putFloats(column, column.equals(name) ? (float[]) array : before.floats(column));
        }
        for (String column : List.of("about", "labelled", "terminated", "success")) {
            state.putBytes(column, column.equals(name) ? (byte[]) array : before.bytes(column));
        }
        state.putInts("episode", before.ints("episode"));
        Path changed = folder.resolve("changed.safetensors");
        Safetensors.write(changed, state);
        return changed;
    }
}
