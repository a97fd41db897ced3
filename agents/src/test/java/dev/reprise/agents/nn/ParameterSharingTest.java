package dev.reprise.agents.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.nn.ParameterSharing.Backbone;
import dev.reprise.agents.nn.ParameterSharing.Conditioning;
import dev.reprise.agents.nn.ParameterSharing.Heads;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterSharingTest {
    private static final TaskId A = new TaskId("a");
    private static final TaskId B = new TaskId("b");

    private static NetworkSpec spec(Backbone backbone, Conditioning conditioning, int tasks) {
        return NetworkSample.shared(
                NetworkSample.spec(5, List.of(20, 12), Activation.RELU, 3, tasks),
                new ParameterSharing(backbone, 0, conditioning, 4, Heads.PER_TASK));
    }

    /** Outputs of fresh parameters. */
    private static float[] outputs(NetworkSpec spec, RowGroups groups) {
        Network network = Executor.FUSED.network(spec);
        Network.Pass pass = network.newPass(groups.rows());
        RandomStream random = RandomStream.named(1, "rows");
        for (int i = 0; i < pass.input().length; i++) {
            pass.input()[i] = random.nextGaussian();
        }
        pass.forward(ParameterVector.initial(network.layout(), 3, "actor"), groups);
        return pass.output();
    }

    @ParameterizedTest
    @EnumSource
    void withOneTaskAllBackbonesAreTheSameNetwork(Backbone backbone) {
        RowGroups rows = RowGroups.single(0, 9);
        assertArrayEquals(
                outputs(spec(Backbone.HARD, Conditioning.NONE, 1), rows),
                outputs(spec(backbone, Conditioning.NONE, 1), rows));
    }

    @Test
    void columnsStartAlike() {
        RowGroups rows = new RowGroups();
        rows.add(0, 3);
        rows.add(2, 3);
        rows.add(1, 4);
        float[] hard = outputs(spec(Backbone.HARD, Conditioning.NONE, 3), rows);
        assertArrayEquals(hard, outputs(spec(Backbone.COLUMNS, Conditioning.NONE, 3), rows));
        // 0.9 of a column and 0.1 of others that are the same are the column again.
        Closeness.assertClose(1e-6, hard, outputs(spec(Backbone.CROSS_STITCH, Conditioning.NONE, 3), rows), "");
    }

    @Test
    void modulationStartsAsIfItWereNotThere() {
        RowGroups rows = RowGroups.single(1, 9);
        assertArrayEquals(
                outputs(spec(Backbone.HARD, Conditioning.NONE, 2), rows),
                outputs(spec(Backbone.HARD, Conditioning.FILM, 2), rows));
    }

    @Test
    void aColumnFirstReadsMostlyItself() {
        ParameterLayout layout = ParameterLayout.of(spec(Backbone.CROSS_STITCH, Conditioning.NONE, 3));
        float[] values = ParameterVector.initial(layout, 1, "actor").values();
        float[][] expected = {{1, 0, 0}, {0.1f, 0.9f, 0}, {0.05f, 0.05f, 0.9f}};
        for (int reader = 0; reader < 3; reader++) {
            for (int source = 0; source < 3; source++) {
                assertEquals(expected[reader][source], values[layout.stitch(1, reader, source)], 1e-7f);
            }
        }
    }

    @Test
    void everyNumberOfTheVectorBelongsToOneTensor() {
        for (Backbone backbone : Backbone.values()) {
            ParameterLayout layout = ParameterLayout.of(spec(backbone, Conditioning.NONE, 4));
            int next = 0;
            for (ParameterLayout.Tensor tensor : layout.tensors()) {
                assertEquals(next, tensor.offset());
                next += tensor.size();
            }
            assertEquals(layout.size(), next);
            long places = layout.tensors().stream()
                    .filter(tensor -> tensor.role() == ParameterLayout.Role.STITCH)
                    .mapToInt(ParameterLayout.Tensor::size)
                    .sum();
            assertEquals(backbone == Backbone.CROSS_STITCH ? 2 * 4 * 4 : 0, places);
        }
    }

    @Test
    void whatTasksShareComesFirst() {
        NetworkSpec spec = NetworkSample.shared(
                NetworkSample.spec(5, List.of(20, 12), Activation.RELU, 3, 0),
                new ParameterSharing(Backbone.COLUMNS, 1, Conditioning.FIRST_LAYER, 4, Heads.ONE));
        ParameterLayout none = ParameterLayout.of(spec);
        assertEquals((5 + 4 + 1) * 20 + (12 + 1) * 3, none.trunkSize());
        assertEquals(none.size(), none.trunkSize());
        ParameterLayout two = ParameterLayout.of(spec.withHead(A).withHead(B));
        assertEquals(none.trunkSize(), two.trunkSize());
        assertEquals(none.trunkSize() + 2 * (4 + (20 + 1) * 12), two.size());
        assertEquals(none.tensors(), two.tensors().subList(0, none.tensors().size()));
    }

    @Test
    void embeddingsOfTasksDiffer() {
        ParameterLayout layout = ParameterLayout.of(spec(Backbone.HARD, Conditioning.FIRST_LAYER, 2));
        float[] values = ParameterVector.initial(layout, 1, "actor").values();
        int one =
                layout.tensor(ParameterLayout.Role.EMBEDDING, "embedding-a", A).offset();
        int two =
                layout.tensor(ParameterLayout.Role.EMBEDDING, "embedding-b", B).offset();
        assertTrue(!Arrays.equals(Arrays.copyOfRange(values, one, one + 4), Arrays.copyOfRange(values, two, two + 4)));
    }

    @Test
    void dl4jRefusesWhatItsGraphsCannotExpress() {
        NetworkSpec spec = spec(Backbone.CROSS_STITCH, Conditioning.NONE, 2);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Executor.DL4J.network(spec));
        assertTrue(String.valueOf(refusal.getMessage()).contains("needs the executor fused"));
    }
}
