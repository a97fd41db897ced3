package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.sac.SacAgent;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.UserException;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.SingleTaskReferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
    private static final List<Integer> PRESENT = List.of(2);

    @TempDir
    Path folder;

    private final TrainLoop loop = SmallRun.loop(SmallRun.config(), new ArrayList<>());
    private final SacAgent agent = loop.agent();

    private Guard guard(GuardConfig.Action action, int attempts) {
        Guard guard = new Guard(new GuardConfig(action, 0.2, 2, 3, attempts), agent.tasks(), agent);
        guard.learnt(0, 0.9);
        guard.learnt(1, 0.5);
        return guard;
    }

    private static double[] success(double... values) {
        double[] all = new double[4];
        Arrays.fill(all, 0.05);
        System.arraycopy(values, 0, all, 0, values.length);
        return all;
    }

    private static @Nullable String said(Guard guard, double[] success, List<Integer> present) {
        Guard.Deed deed = guard.check(success, present);
        return deed == null ? null : deed.sentence();
    }

    private float[] parameters() {
        return agent.snapshot().parameters().values().clone();
    }

    @Test
    void aTaskIsLostWhenEnoughChecksInARowFindIt() {
        Guard guard = guard(GuardConfig.Action.STOP, 3);
        assertNull(said(guard, success(0.6, 0.5), PRESENT));
        assertNull(said(guard, success(0.71, 0.5), PRESENT), "it came back");
        assertNull(said(guard, success(0.6, 0.5), PRESENT));
        assertEquals("reach-north-east fell from 0.90 to 0.55; the run ends", said(guard, success(0.55, 0.5), PRESENT));
        assertEquals("reach-north-east fell from 0.90 to 0.55", guard.verdict());
    }

    @Test
    void tasksInTrainingAndTasksNeverLearntAreNotWatched() {
        Guard guard = guard(GuardConfig.Action.STOP, 3);
        for (int i = 0; i < 5; i++) {
            assertNull(said(guard, success(0, 0.5), List.of(0)));
        }
        assertNull(guard.verdict());
    }

    @Test
    void rehearsalGrowsAtEachRegressionUntilTheAttemptsAreSpent() {
        Guard guard = guard(GuardConfig.Action.REHEARSE, 2);
        List<String> done = new ArrayList<>();
        List<Double> emphasis = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            done.add(String.valueOf(said(guard, success(0, 0.5), PRESENT)));
            SavedState state = new SavedState();
            agent.save(state, new SmallRun.Archive());
            emphasis.add(state.scope("memory").doubles("emphasis")[0]);
        }
        assertEquals(List.of(1.0, 3.0, 3.0, 9.0, 9.0, 9.0), emphasis);
        assertTrue(done.get(1).endsWith("rehearsal times 3.00"), done.toString());
        assertTrue(done.get(3).endsWith("rehearsal times 9.00"), done.toString());
        assertTrue(done.get(5).endsWith("the run ends"), done.toString());
        assertNotNull(guard.verdict());
    }

    @Test
    void rollingBackBringsTheBitsBackThatTheLastGoodCheckFoundAlsoAfterAResume() {
        Guard guard = guard(GuardConfig.Action.ROLL_BACK, 3);
        assertNull(said(guard, success(0.9, 0.5), PRESENT));
        float[] good = parameters();
        advance();
        float[] later = parameters();
        assertFalse(Arrays.equals(good, later), "it has learnt");
        assertNull(said(guard, success(0, 0.5), PRESENT));
        SavedState state = new SavedState();
        guard.save(state);
        Guard again = guard(GuardConfig.Action.ROLL_BACK, 3);
        again.load(state);
        String done = said(again, success(0, 0.5), PRESENT);
        assertTrue(String.valueOf(done).contains("back to where nothing was lost"), done);
        assertArrayEquals(good, parameters());
    }

    @Test
    void aFallOfAsMuchAsIsAllowedIsNone() {
        Guard guard = guard(GuardConfig.Action.STOP, 3);
        guard.learnt(0, 0.8);
        for (int i = 0; i < 5; i++) {
            assertNull(said(guard, success(0.6, 0.5), PRESENT));
        }
    }

    @Test
    void whatAPhasesBeginningDidIsNotUndone() {
        Guard guard = guard(GuardConfig.Action.ROLL_BACK, 5);
        assertNull(said(guard, success(0.9, 0.5), PRESENT));
        advance();
        guard.phaseBegan();
        float[] begun = parameters();
        advance();
        assertNull(said(guard, success(0, 0.5), PRESENT));
        String done = said(guard, success(0, 0.5), PRESENT);
        assertTrue(String.valueOf(done).contains("back to where nothing was lost"), done);
        assertArrayEquals(begun, parameters());
        assertNull(said(guard, success(0, 0.5), PRESENT));
        guard.phaseBegan();
        String more = said(guard, success(0, 0.5), PRESENT);
        assertTrue(String.valueOf(more).endsWith("fell from 0.90 to 0.00; rehearsal times 9.00"), more);
    }

    private void advance() {
        for (int i = 0; i < 100; i++) {
            loop.advance();
        }
    }

    @Test
    void aGuardWithoutRehearsalToRaiseIsRefused() {
        String said = String.valueOf(assertThrows(
                        UserException.class,
                        () -> SmallRun.config(
                                "guard.action=rehearse",
                                "agent.rehearsal={experience: {rows: 0}, policy: {coefficient: 0}}"))
                .getMessage());
        assertTrue(said.contains("guard.action needs rehearsal to raise"), said);
    }

    /** Settings with which two tasks are learnt, and the first is forgotten. */
    private static Configs.Resolved forgetful(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "curriculum={kind: sequential, tasks: [reach-north-east, reach-south-west], steps: 1500}",
                "evaluation={interval: 100, episodes: 10}",
                "checkpoint.interval=1000",
                "agent.network.widths=[32, 32]",
                "agent.batch=64",
                "agent.randomSteps=200",
                "agent.replay.sharing=none",
                "agent.rehearsal={experience: {rows: 0}, policy: {rows: 8, coefficient: 1e-9}}"));
        all.addAll(List.of(more));
        return SmallRun.config(all.toArray(String[]::new));
    }

    @Test
    @Tag("long")
    void aRunThatForgetsIsEndedAndStaysEndedWhenItIsTakenUp() throws IOException {
        Configs.Resolved config = forgetful("guard.action=stop");
        Path run = folder.resolve("run");
        for (int i = 0; i < 2; i++) {
            try (RunFolder inside = i == 0 ? RunFolder.create(run) : RunFolder.open(run)) {
                RegressionException end = assertThrows(
                        RegressionException.class,
                        () -> new Run(config, inside)
                                .train("test", SingleTaskReferences.none(), Progress.NONE, () -> false));
                assertTrue(String.valueOf(end.getMessage()).contains("reach-north-east fell from"), end.getMessage());
            }
        }
        assertTrue(Files.readString(run.resolve("metrics.jsonl")).contains("\"kind\":\"guard\""));
        String said = String.valueOf(
                assertThrows(UserException.class, () -> Results.report(run, "")).getMessage());
        assertTrue(said.contains("the guard has ended") && said.contains("reach-north-east fell from"), said);
    }

    @Test
    @Tag("long")
    void aRunThatIsRolledBackAndTakenUpAnywhereEndsWithTheSameBits() throws IOException {
        Configs.Resolved config = forgetful("guard={action: roll-back, attempts: 100, factor: 1.5}");
        CutRun.assertSameBits(config, "roll-back", folder);
        List<String> log = new ArrayList<>();
        try (TrainLoop whole = SmallRun.loop(config, log)) {
            while (!whole.done()) {
                whole.advance();
            }
        }
        assertTrue(
                log.stream().anyMatch(line -> line.contains("back to where nothing was lost")), "it has rolled back");
    }

    @Test
    @Tag("long")
    void aLossThatTheLastEvaluationFindsEndsTheRunToo() throws IOException {
        Configs.Resolved config = forgetful("guard={action: stop, checks: 1}", "evaluation.interval=1500");
        try (RunFolder inside = RunFolder.create(folder.resolve("run"))) {
            RegressionException end = assertThrows(
                    RegressionException.class,
                    () -> new Run(config, inside)
                            .train("test", SingleTaskReferences.none(), Progress.NONE, () -> false));
            assertTrue(String.valueOf(end.getMessage()).contains("at step 3000"), end.getMessage());
        }
    }

    @Test
    @Tag("long")
    void whatAPhaseEndsWithIsCountedAfterItsRollBack() {
        Configs.Resolved config = forgetful("guard={action: roll-back, checks: 1}", "evaluation.interval=1500");
        try (TrainLoop whole = SmallRun.loop(config, new ArrayList<>())) {
            while (!whole.done()) {
                whole.advance();
            }
            List<EvaluationPoint> points = whole.points();
            EvaluationPoint first = points.stream()
                    .filter(point -> point.step() == 1500 && !point.phaseStart())
                    .findFirst()
                    .orElseThrow();
            EvaluationPoint last = points.get(points.size() - 1);
            assertEquals(3000, last.step());
            assertEquals(first.success(), last.success(), "the networks of the first phase's end");
            assertEquals(
                    1, points.stream().filter(point -> point.step() == 3000).count());
        }
    }
}
