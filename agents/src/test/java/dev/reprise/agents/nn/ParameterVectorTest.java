package dev.reprise.agents.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterVectorTest {
    private static final ParameterLayout TWO = ParameterLayout.of(spec(2));
    private static final ParameterLayout THREE = ParameterLayout.of(spec(3));

    private static NetworkSpec spec(int heads) {
        return NetworkSample.spec(11, List.of(13, 7), Activation.RELU, 4, heads);
    }

    @Test
    void newHeadExtendsTheVectorAndMovesNothing() {
        ParameterVector small = ParameterVector.initial(TWO, 1, "policy");
        ParameterVector large = small.extended(THREE, 1, "policy");
        assertEquals(TWO.tensors(), THREE.tensors().subList(0, TWO.tensors().size()));
        assertArrayEquals(small.values(), Arrays.copyOf(large.values(), TWO.size()));
        assertEquals(THREE.size(), large.values().length);
    }

    @Test
    void headStartsTheSameWheneverItArrives() {
        ParameterVector late = ParameterVector.initial(TWO, 1, "policy").extended(THREE, 1, "policy");
        assertArrayEquals(ParameterVector.initial(THREE, 1, "policy").values(), late.values());
    }

    @Test
    void momentsOfANewHeadAreZeros() {
        ParameterVector moments = ParameterVector.initial(TWO, 1, "moments").extended(THREE);
        for (int i = TWO.size(); i < THREE.size(); i++) {
            assertEquals(0f, moments.values()[i]);
        }
    }

    @Test
    void freshParametersLieInTheirLayersRange() {
        ParameterVector vector = ParameterVector.initial(THREE, 7, "policy");
        for (ParameterLayout.Tensor tensor : THREE.tensors()) {
            int inputs = tensor.layer().equals("trunk-0") ? 11 : tensor.layer().equals("trunk-1") ? 13 : 7;
            double bound = 1 / Math.sqrt(inputs) + 1e-6;
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                assertTrue(Math.abs(vector.values()[i]) <= bound, tensor.layer());
            }
        }
    }

    @Test
    void networksOfOneRunStartDifferently() {
        float[] first = ParameterVector.initial(TWO, 1, "critic-0").values();
        float[] second = ParameterVector.initial(TWO, 1, "critic-1").values();
        assertTrue(Arrays.mismatch(first, second) == 0);
    }

    @Test
    void vectorOfAnotherLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ParameterVector.wrap(TWO, new float[3]));
    }
}
