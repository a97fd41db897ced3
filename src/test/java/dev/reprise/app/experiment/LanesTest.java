package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.TaskSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Environments that step side by side. */
class LanesTest {
    /** How each of a suite's environments misbehaves. */
    @FunctionalInterface
    private interface Trouble {
        void before(int environment, int step);
    }

    private static List<String> train(Trouble trouble, String... settings) {
        Configs.Resolved config = SmallRun.config(settings);
        List<String> log = new ArrayList<>();
        TaskSuite suite = new Troubled(config.suite(), trouble);
        try (TrainLoop loop = new TrainLoop(config.config(), suite, new SmallRun.Log(log))) {
            while (!loop.done()) {
                loop.advance();
            }
            assertEquals(loop.curriculum().totalSteps(), loop.step());
            assertEquals(loop.step(), loop.agent().store().appended());
            assertTrue(loop.agent().gradientSteps() > loop.step() / 2, "it learns nearly every step");
        }
        return log;
    }

    @Test
    void resultsDoNotDependOnWhichEnvironmentIsQuick() {
        List<String> expected = train((environment, step) -> {}, "environment.lanes=3", "curriculum.kind=sequential");
        SplittableRandom random = new SplittableRandom(7);
        Trouble slow = (environment, step) -> {
            boolean waits;
            synchronized (random) {
                waits = random.nextInt(20) == 0;
            }
            if (waits) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        };
        assertEquals(expected, train(slow, "environment.lanes=3", "curriculum.kind=sequential"));
    }

    @Test
    void severalEnvironmentsStepInThreadsOfTheirOwnAndOneInTheCallers() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        train((environment, step) -> threads.add(Thread.currentThread().getName()), "curriculum.kind=sequential");
        assertEquals(Set.of(Thread.currentThread().getName()), threads);
        threads.clear();
        train(
                (environment, step) -> threads.add(Thread.currentThread().getName()),
                "curriculum.kind=sequential",
                "environment.lanes=3");
        assertEquals(
                Set.of(
                        "environment-1",
                        "environment-2",
                        "environment-3",
                        "evaluation-1",
                        "evaluation-2",
                        "evaluation-3"),
                threads);
    }

    @Test
    void evaluationsFindTheSameHoweverManyEnvironmentsShareThem() {
        List<String> one = train((environment, step) -> {}, "evaluation.episodes=5");
        List<String> three = train((environment, step) -> {}, "evaluation.episodes=5", "environment.lanes=3");
        // The first evaluation is of the same untrained policy; then the two agents learn from other experience.
        assertEquals(one.get(0), three.get(0));
        assertNotEquals(one.get(one.size() - 1), three.get(three.size() - 1));
    }

    @Test
    void tasksOfAPhaseTakeTurnsAndAllEpisodesEndWithIt() {
        List<String> log = train((environment, step) -> {}, "curriculum.kind=parallel", "environment.lanes=3");
        for (String task : List.of("north-east", "north-west", "south-west", "south-east")) {
            long episodes = log.stream()
                    .filter(line -> line.startsWith("Episode") && line.contains("task=reach-" + task))
                    .count();
            assertTrue(episodes >= 2, task + ": " + episodes);
        }
        long cut = log.stream().filter(line -> line.contains("end=cut")).count();
        assertTrue(cut <= 3, cut + " episodes were cut at the end of the one phase");
    }

    @Test
    void whatAnEnvironmentThrowsInItsThreadEndsTheRun() {
        Trouble broken = (environment, step) -> {
            if (environment == 1 && step == 5) {
                throw new IllegalStateException("the simulation became unstable");
            }
        };
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> train(broken, "environment.lanes=2"));
        assertEquals("the simulation became unstable", thrown.getMessage());
    }

    private static final class TroubledEnvironment extends EnvironmentAround {
        private final Trouble trouble;
        private final int number;
        private int steps;

        TroubledEnvironment(Environment sound, Trouble trouble, int number) {
            super(sound);
            this.trouble = trouble;
            this.number = number;
        }

        @Override
        public TimeStep step(float[] action) {
            trouble.before(number, steps++);
            return super.step(action);
        }
    }

    private static final class Troubled extends SuiteAround {
        private final Trouble trouble;
        private int count;

        Troubled(TaskSuite suite, Trouble trouble) {
            super(suite);
            this.trouble = trouble;
        }

        @Override
        public Environment newEnvironment() {
            return new TroubledEnvironment(super.newEnvironment(), trouble, count++);
        }
    }
}
