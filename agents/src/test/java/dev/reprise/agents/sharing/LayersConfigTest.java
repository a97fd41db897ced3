package dev.reprise.agents.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterSharing.Backbone;
import dev.reprise.agents.nn.ParameterSharing.Conditioning;
import dev.reprise.agents.nn.ParameterSharing.Heads;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.agents.nn.fused.ParameterMath.Span;
import dev.reprise.envs.spec.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersConfigTest {
    private static ParameterLayout layout(ParameterSharing sharing) {
        return ParameterLayout.of(new NetworkSpec(
                3, List.of(4, 5), Trunk.PLAIN, Activation.RELU, 2, List.of(new TaskId("a"), new TaskId("b")), sharing));
    }

    @Test
    void byDefaultAllLearnsAlikeInOneSpan() {
        ParameterLayout layout = layout(ParameterSharing.HARD);
        assertEquals(List.of(new Span(0, layout.size(), 1)), LayersConfig.ALIKE.spans(layout, 3));
    }

    @Test
    void eachLayerHasItsRateAndFrozenOnesHaveNoneFromTheirPhaseOn() {
        LayersConfig config = new LayersConfig(List.of(0.5, 1.0, 2.0), List.of(0), 1);
        ParameterLayout layout = layout(ParameterSharing.HARD);
        int second = 4 * 4;
        int heads = second + 5 * 5;
        assertEquals(
                List.of(new Span(0, second, 0.5), new Span(second, heads, 1), new Span(heads, layout.size(), 2)),
                config.spans(layout, 0));
        assertEquals(
                List.of(new Span(0, second, 0), new Span(second, heads, 1), new Span(heads, layout.size(), 2)),
                config.spans(layout, 1));
    }

    @Test
    void whatBelongsToALayerLearnsWithIt() {
        LayersConfig config = new LayersConfig(List.of(0.5, 1.0, 2.0), List.of(), 1);
        ParameterLayout layout =
                layout(new ParameterSharing(Backbone.CROSS_STITCH, 1, Conditioning.FIRST_LAYER, 6, Heads.ONE));
        for (Span span : config.spans(layout, 0)) {
            for (ParameterLayout.Tensor tensor : layout.tensors()) {
                if (tensor.offset() >= span.from() && tensor.offset() < span.to()) {
                    double expected =
                            tensor.layer().equals("head") ? 2 : tensor.layer().endsWith("-1") ? 1 : 0.5;
                    assertEquals(expected, span.factor(), tensor.layer());
                }
            }
        }
    }
}
