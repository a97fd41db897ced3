package dev.reprise.app.science;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskGroupsTest {
    private static final List<TaskId> ABCD =
            List.of(new TaskId("a"), new TaskId("b"), new TaskId("c"), new TaskId("d"));

    private static TransferMatrix matrix(double[][] gains, double... alone) {
        List<List<TransferMatrix.@Nullable Pair>> pairs = new ArrayList<>();
        for (int a = 0; a < gains.length; a++) {
            List<TransferMatrix.@Nullable Pair> row = new ArrayList<>();
            for (int b = 0; b < gains.length; b++) {
                Interval point = new Interval(gains[a][b], gains[a][b], gains[a][b], 2);
                row.add(a == b ? null : new TransferMatrix.Pair(point, point, point));
            }
            pairs.add(row);
        }
        List<TaskId> tasks = IntStream.range(0, gains.length)
                .mapToObj(i -> i < 4 ? ABCD.get(i) : new TaskId("t" + i))
                .toList();
        List<Interval> intervals = IntStream.range(0, gains.length)
                .mapToObj(i -> i < alone.length ? alone[i] : 0.5)
                .map(value -> new Interval(value, value, value, 2))
                .toList();
        return new TransferMatrix("test", 100, List.of(0L), tasks, intervals, pairs);
    }

    @Test
    void tasksThatHelpEachOtherShareAndOneThatIsHarmedStaysAlone() {
        TaskGroups groups = TaskGroups.of(matrix(new double[][] {
            {0, 0.3, 0.1, -0.4},
            {0.2, 0, -0.5, -0.4},
            {-0.5, -0.5, 0, -0.4},
            {-0.4, -0.4, -0.4, 0}
        }));
        assertEquals(List.of(List.of(0, 1), List.of(2), List.of(3)), groups.groups());
        assertEquals((0.3 + 0.2) / 4, groups.gain(), 1e-12);
    }

    @Test
    void aTaskOfWhichOthersProfitMayLoseALittle() {
        TaskGroups groups = TaskGroups.of(matrix(new double[][] {{0, 0.6}, {-0.1, 0}}));
        assertEquals(List.of(List.of(0, 1)), groups.groups());
        assertEquals(0.25, groups.gain(), 1e-12);
    }

    @Test
    void tasksThatGainNothingTogetherStayAlone() {
        assertEquals(
                List.of(List.of(0), List.of(1)),
                TaskGroups.of(matrix(new double[][] {{0, 0.1}, {-0.1, 0}})).groups());
    }

    @Test
    void noPartitionFoundIsWorseThanAllTogetherOrAllAlone() {
        RandomStream random = RandomStream.named(3, "groups");
        for (int count : new int[] {2, 5, TaskGroups.EXACT, TaskGroups.EXACT + 3}) {
            double[][] gains = new double[count][count];
            double together = 0;
            for (int a = 0; a < count; a++) {
                for (int b = 0; b < count; b++) {
                    gains[a][b] = a == b ? 0 : random.nextGaussian();
                    together += gains[a][b] / (count - 1) / count;
                }
            }
            TaskGroups groups = TaskGroups.of(matrix(gains));
            assertTrue(groups.gain() >= 0, "alone");
            assertTrue(count > TaskGroups.EXACT || groups.gain() >= together - 1e-9, "together");
            assertEquals(
                    IntStream.range(0, count).boxed().toList(),
                    groups.groups().stream().flatMap(List::stream).sorted().toList());
        }
    }

    @Test
    void ordersFollowTheMatrix() {
        TransferMatrix matrix = matrix(
                new double[][] {
                    {0, 0, 0, 0},
                    {0.1, 0, 0, 0.1},
                    {0.1, 0.4, 0, 0.3},
                    {0, -0.2, 0, 0}
                },
                0.2,
                0.9,
                0.5,
                0.9);
        assertEquals(names("b", "d", "c", "a"), TaskOrder.easyFirst(ABCD, matrix));
        // c does most for the others; then b gains 0.4; then d 0.4 from c and b; a last.
        assertEquals(names("c", "b", "d", "a"), TaskOrder.byTransfer(ABCD, matrix));
        assertEquals(names("b", "a"), TaskOrder.easyFirst(names("a", "b"), matrix));
    }

    @Test
    void aRandomOrderIsAFunctionOfItsSeedAndEveryOrderOccurs() {
        assertEquals(TaskOrder.random(ABCD, 5), TaskOrder.random(ABCD, 5));
        long orders = IntStream.range(0, 500)
                .mapToObj(seed -> TaskOrder.random(ABCD, seed))
                .distinct()
                .count();
        assertEquals(24, orders);
        List<TaskId> sorted = new ArrayList<>(TaskOrder.random(ABCD, 1));
        Collections.sort(sorted, (one, other) -> one.name().compareTo(other.name()));
        assertEquals(ABCD, sorted);
    }

    private static List<TaskId> names(String... names) {
        return List.of(names).stream().map(TaskId::new).toList();
    }
}
