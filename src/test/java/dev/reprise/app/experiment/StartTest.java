package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.UserException;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.envs.spec.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that begins with what another has learnt. */
class StartTest {
    private static final String EAST = "reach-north-east";
    private static final String WEST = "reach-north-west";
    private static final String SOUTH = "reach-south-east";
    private static final float[] SEEN = {0.1f, -0.2f, 0.3f, 0.9f, -0.5f, 0.4f};

    @TempDir
    Path folder;

    private Path first;

    @BeforeEach
    void learnTwoTasks() {
        first = folder.resolve("first");
        run(first, config("curriculum.tasks=[" + EAST + ", " + WEST + "]", "checkpoint.keepReplay=true"), () -> false);
    }

    private static Configs.Resolved config(String... more) {
        List<String> all = new ArrayList<>(List.of("curriculum.times=1", "checkpoint.interval=50"));
        all.addAll(List.of(more));
        return SmallRun.config(all.toArray(String[]::new));
    }

    private Configs.Resolved after(String... more) {
        List<String> all = new ArrayList<>(
                List.of("seed=5", "start.from=" + first, "curriculum.tasks=[" + SOUTH + ", " + EAST + "]"));
        all.addAll(List.of(more));
        return config(all.toArray(String[]::new));
    }

    private static @Nullable Outcome run(Path into, Configs.Resolved config, BooleanSupplier stop) {
        boolean begun = Files.exists(into.resolve("config.resolved.yaml"));
        try (RunFolder run = begun ? RunFolder.open(into) : RunFolder.create(into)) {
            return new Run(config, run).train("test", SingleTaskReferences.none(), Progress.NONE, stop);
        }
    }

    private static TrainLoop begun(Configs.Resolved config) {
        TrainLoop loop = new TrainLoop(config.config(), config.suite(), Results.SILENCE);
        Start.apply(config.config().start(), loop);
        return loop;
    }

    private static float[] act(PolicySnapshot policy, String task) {
        return policy.act(policy.tasks().indexOf(new TaskId(task)), SEEN);
    }

    @Test
    void knownTasksActWithTheSameBitsAndNewOnesHaveAHeadBehindThem() {
        PolicySnapshot before = Results.policy(first, Configs.readResolved(first));
        try (TrainLoop loop = begun(after())) {
            PolicySnapshot now = loop.agent().snapshot();
            assertEquals(
                    List.of(EAST, WEST, SOUTH),
                    now.tasks().stream().map(TaskId::name).toList());
            assertArrayEquals(act(before, EAST), act(now, EAST));
            assertArrayEquals(act(before, WEST), act(now, WEST));
        }
    }

    @Test
    void theMemoryComesAlongUnlessItIsNotWanted() {
        assertArrayEquals(new int[] {0, 1}, memories(after()));
        assertArrayEquals(new int[] {}, memories(after("start.memory=false")));
    }

    private static int[] memories(Configs.Resolved config) {
        SavedState state = new SavedState();
        try (TrainLoop loop = begun(config)) {
            loop.save(state, new SmallRun.Archive());
        }
        return state.scope("agent").scope("memory").ints("tasks");
    }

    @Test
    void removedTasksAreForgottenAndTheOthersMoveUp() {
        Configs.Resolved config = after("start.tasks=[" + WEST + "]", "curriculum.tasks=[" + SOUTH + "]");
        PolicySnapshot before = Results.policy(first, Configs.readResolved(first));
        try (TrainLoop loop = begun(config)) {
            PolicySnapshot now = loop.agent().snapshot();
            assertEquals(
                    List.of(WEST, SOUTH), now.tasks().stream().map(TaskId::name).toList());
            assertArrayEquals(act(before, WEST), act(now, WEST));
        }
        Outcome outcome = run(folder.resolve("second"), config, () -> false);
        assertEquals(
                List.of(new TaskId(SOUTH)),
                Objects.requireNonNull(outcome).curriculum().tasks());
    }

    @Test
    void aRunThatBeganWithAnotherIsTakenUpWithTheSameBitsEvenWhenTheOtherIsGone() throws IOException {
        Configs.Resolved config = after("guard.action=roll-back", "guard.drop=0.05", "guard.checks=1");
        run(folder.resolve("whole"), config, () -> false);
        AtomicInteger asked = new AtomicInteger();
        Path cut = folder.resolve("cut");
        assertNull(run(cut, config, () -> asked.incrementAndGet() > 90));
        Files.move(first, folder.resolve("moved"));
        run(cut, Configs.readResolved(cut), () -> false);
        assertEquals(evaluations(folder.resolve("whole")), evaluations(cut));
        assertTrue(
                evaluations(cut).stream().anyMatch(line -> line.contains("\"kind\":\"known\"") && line.contains(WEST)));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("whole/policy.zip")), Files.readAllBytes(cut.resolve("policy.zip")));
    }

    private static List<String> evaluations(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .filter(line -> !line.contains("wallSeconds"))
                .toList();
    }

    @Test
    void frozenLayersAndHeadsKeepTheirBitsWhileOthersLearn() {
        Configs.Resolved config = after("start.frozenLayers=1", "start.frozenTasks=[" + WEST + "]");
        try (TrainLoop loop = begun(config)) {
            float[] before = loop.agent().snapshot().parameters().values().clone();
            while (!loop.done()) {
                loop.advance();
            }
            PolicySnapshot policy = loop.agent().snapshot();
            float[] after = policy.parameters().values();
            policy.network().layout().tensors().forEach(tensor -> {
                boolean frozen = tensor.layer().equals("trunk-0") || new TaskId(WEST).equals(tensor.task());
                float[] was = Arrays.copyOfRange(before, tensor.offset(), tensor.offset() + tensor.size());
                float[] is = Arrays.copyOfRange(after, tensor.offset(), tensor.offset() + tensor.size());
                assertEquals(frozen, Arrays.equals(was, is), tensor.toString());
            });
        }
    }

    @Test
    void theConfigurationSaysWhatItBeganWithAndAChangedRunIsRefused() throws IOException {
        Configs.Resolved config = after();
        assertFalse(String.valueOf(config.config().start().state()).isEmpty());
        assertEquals(List.of(EAST, WEST), config.config().start().tasks());
        assertEquals(
                StartConfig.NONE, References.of(config, false).get(0).config().start());
        Configs.Resolved longer =
                config("curriculum.tasks=[" + EAST + ", " + WEST + "]", "checkpoint.keepReplay=true", "seed=9");
        run(folder.resolve("other"), longer, () -> false);
        Files.move(first, folder.resolve("away"));
        Files.move(folder.resolve("other"), first);
        assertNotEquals(config.hash(), after().hash());
        String said = String.valueOf(
                assertThrows(UserException.class, () -> begun(config)).getMessage());
        assertTrue(said.contains("is not what it was when the config was read"), said);
    }

    @Test
    void aRunThatWasNotToldItsTasksHasNoHeadsToStartFrom() {
        Path without = folder.resolve("without");
        run(
                without,
                config("curriculum.tasks=[" + EAST + "]", "contexts.known=false", "agent.replay.sharing=none"),
                () -> false);
        assertTrue(refusal("start.from=" + without).contains("learnt without being told its tasks"));
        String eval = String.valueOf(
                assertThrows(UserException.class, () -> Results.policy(without, Configs.readResolved(without)))
                        .getMessage());
        assertTrue(eval.contains("its heads are not those of tasks"), eval);
    }

    @Test
    void whatDoesNotFitIsRefusedInASentence() {
        assertTrue(refusal("agent.network.widths=[16, 8]")
                .contains("its networks differ in widths: [16, 16] there, [16, 8] here"));
        assertTrue(refusal("agent.network.activation=tanh").contains("its networks differ in activation"));
        assertTrue(refusal("start.tasks=[reach-south-west]").contains("has learnt no task 'reach-south-west'"));
        assertTrue(refusal("start.frozenTasks=[" + EAST + "]").contains("is a task of the curriculum"));
        assertTrue(refusal("start.frozenTasks=[reach-sideways]").contains("the agent does not know 'reach-sideways'"));
        assertTrue(refusal("start.from=" + folder.resolve("nowhere")).contains("is no run folder"));
        assertTrue(refusal("start.frozenLayers=3").contains("must be at most the number of layers, 2, not 3"));
        assertTrue(refusal("start.frozenLayers=1", "agent.sharing.backbone=columns")
                .contains("agent.sharing.backbone must be hard"));
        assertTrue(refusal("start.frozenLayers=1", "agent.weightDecay=0.1").contains("agent.weightDecay must be 0"));
        for (String anew : List.of("atChange=shrink-perturb", "atChange=reset-critics", "redoInterval=10")) {
            assertTrue(
                    refusal("start.frozenLayers=1", "agent.plasticity." + anew).contains("draw them anew"), anew);
        }
        assertTrue(refusal(
                        "agent={packNet: {enabled: true}, rehearsal: {experience: {rows: 0}, policy: {coefficient: 0}}}")
                .contains("start.from and agent.packNet do not go together"));
        String hard = String.valueOf(assertThrows(
                        UserException.class, () -> begun(config("suite=planar/hard", "start.from=" + first)))
                .getMessage());
        assertTrue(hard.contains("its networks differ in inputs: 6 there, 10 here"), hard);
    }

    private String refusal(String... settings) {
        return String.valueOf(
                assertThrows(UserException.class, () -> begun(after(settings))).getMessage());
    }
}
