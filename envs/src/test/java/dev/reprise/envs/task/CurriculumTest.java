package dev.reprise.envs.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.envs.spec.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurriculumTest {
    private static final TaskId A = new TaskId("a");
    private static final TaskId B = new TaskId("b");
    private static final TaskId C = new TaskId("c");

    @Test
    void aRepeatingCurriculumComesBackToTheSameTasks() {
        Curriculum curriculum = Curriculum.repeating(List.of(A, B, C), 100, 2);
        assertEquals(
                List.of("a #1", "b #1", "c #1", "a #2", "b #2", "c #2"),
                curriculum.phases().stream().map(Phase::name).toList());
        assertEquals(List.of(A, B, C), curriculum.tasks());
        assertEquals(600, curriculum.totalSteps());
        assertEquals(300, curriculum.stepsBefore(3));
        assertEquals(List.of(1, 4), curriculum.phasesOf(B));
        assertEquals(1, curriculum.visit(1, B));
        assertEquals(2, curriculum.visit(4, B));
    }

    @Test
    void visitsCountPhasesOfAnyKind() {
        Curriculum mixed = new Curriculum(List.of(
                new Phase("one", List.of(A), 10),
                new Phase("two", List.of(B, A), 20),
                new Phase("three", List.of(A), 5)));
        assertEquals(3, mixed.visit(2, A));
        assertEquals(1, mixed.visit(1, B));
        assertEquals(List.of(A, B), mixed.tasks());
    }

    @Test
    void senselessPhasesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Phase("x", List.of(), 10));
        assertThrows(IllegalArgumentException.class, () -> new Phase("x", List.of(A, A), 10));
        assertThrows(IllegalArgumentException.class, () -> new Phase("x", List.of(A), 0));
        Phase phase = new Phase("x", List.of(A), 1);
        assertThrows(IllegalArgumentException.class, () -> new Curriculum(List.of(phase, phase)));
    }
}
