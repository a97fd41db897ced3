package dev.reprise.agents.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrunkTest {
    @Test
    void residualTrunkNeedsAFirstLayerAndTwoForEachBlock() {
        for (List<Integer> widths : List.of(List.of(8, 8), List.of(8, 8, 4), List.of(4, 8, 8, 8, 8))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> NetworkSample.spec(3, widths, Trunk.RESIDUAL, Activation.RELU, 1, 1));
            assertTrue(String.valueOf(refused.getMessage()).contains("[256, 256, 256], not " + widths));
        }
    }

    @ParameterizedTest
    @EnumSource
    void skipsAreToldFromBothEnds(Trunk trunk) {
        for (int layer = 0; layer < 9; layer++) {
            if (trunk.skippedFrom(layer) >= 0) {
                assertEquals(layer, trunk.skippedTo(trunk.skippedFrom(layer)));
            }
            if (trunk.skippedTo(layer) >= 0) {
                assertEquals(layer, trunk.skippedFrom(trunk.skippedTo(layer)));
            }
        }
    }

    @Test
    void normalisedLayersHaveGainsThatStartAtOne() {
        NetworkSpec spec = NetworkSample.spec(3, List.of(5, 4), Trunk.LAYER_NORM, Activation.RELU, 2, 1);
        ParameterLayout layout = ParameterLayout.of(spec);
        assertEquals(3 * 5 + 5 + 5 + 5 * 4 + 4 + 4 * 2 + 2, layout.size());
        ParameterLayout.Tensor gain = layout.trunkGain(0);
        assertEquals(ParameterLayout.Role.GAIN, gain.role());
        ParameterVector initial = ParameterVector.initial(layout, 1, "some");
        for (int unit = 0; unit < 5; unit++) {
            assertEquals(1f, initial.values()[gain.offset() + unit]);
        }
        assertEquals(gain.offset() + 5, layout.trunkWeight(1).offset());
    }
}
