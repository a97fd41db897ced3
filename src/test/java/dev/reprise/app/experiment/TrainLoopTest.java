package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.science.EvaluationPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

class TrainLoopTest {
    private static List<String> train(String... settings) {
        List<String> log = new ArrayList<>();
        try (TrainLoop loop = SmallRun.loop(SmallRun.config(settings), log)) {
            while (!loop.done()) {
                loop.advance();
            }
            assertEquals(loop.curriculum().totalSteps(), loop.step());
            assertTrue(loop.agent().gradientSteps() > loop.step() / 2, "it learns nearly every step");
        }
        return log;
    }

    @Test
    void allFourKindsOfCurriculaTrain() {
        assertFalse(train("curriculum.kind=sequential").isEmpty());
        assertFalse(train("curriculum.kind=repeating").isEmpty());
        assertFalse(train("curriculum.kind=parallel").isEmpty());
        List<String> mixed = train("curriculum={kind: mixed, phases: [{tasks: [reach-north-east, reach-south-west]},"
                + " {tasks: [reach-north-west]}, {tasks: [reach-north-east]}]}");
        assertTrue(mixed.stream().anyMatch(line -> line.contains("task=reach-south-west")));
    }

    @Test
    void aRunIsAFunctionOfItsConfigAndSeed() {
        assertEquals(train("seed=5"), train("seed=5"));
        assertNotEquals(train("seed=5"), train("seed=6"));
    }

    @Test
    void evaluatingMoreOrLessChangesNothingInTraining() {
        List<String> often = episodes(train("evaluation.interval=20", "evaluation.episodes=3"));
        List<String> seldom = episodes(train("evaluation.interval=120"));
        assertEquals(seldom, often);
    }

    private static List<String> episodes(List<String> log) {
        return log.stream().filter(line -> line.startsWith("Episode")).toList();
    }

    @Test
    void evaluationPointsStandAtPhaseStartsIntervalsAndEnds() {
        Configs.Resolved config = SmallRun.config("curriculum.kind=sequential", "evaluation.interval=50");
        try (TrainLoop loop = SmallRun.loop(config, new ArrayList<>())) {
            while (!loop.done()) {
                loop.advance();
            }
            List<EvaluationPoint> first =
                    loop.points().stream().filter(p -> p.phase() == 0).toList();
            assertEquals(
                    List.of(0L, 50L, 100L, 120L),
                    first.stream().map(EvaluationPoint::step).toList());
            assertTrue(first.get(0).phaseStart());
            assertTrue(Double.isNaN(first.get(0).success().get(1)), "only the phase's own task");
            assertFalse(Double.isNaN(first.get(1).success().get(3)), "all tasks, those to come too");
        }
    }

    @Test
    @ResourceLock("nd4j")
    void theOtherExecutorTrainsToo() {
        assertFalse(train("agent.executor=dl4j", "curriculum.kind=sequential", "curriculum.steps=60")
                .isEmpty());
    }

    @Test
    void aMemoryHoldsATenthOfAVisitAtMost() {
        Configs.Resolved config = SmallRun.config();
        try (TrainLoop loop = SmallRun.loop(config, new ArrayList<>())) {
            while (!loop.done()) {
                loop.advance();
            }
            var state = new dev.reprise.agents.state.SavedState();
            loop.save(state, new SmallRun.Archive());
            for (int task = 0; task < 4; task++) {
                int[] collectors = state.scope("agent")
                        .scope("memory")
                        .scope("task-" + task)
                        .ints("tasks");
                assertEquals(12, collectors.length);
            }
        }
    }
}
