package dev.reprise.agents.balance;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of one network in one update, part by part: what each task's own rows, its rehearsed rows and the methods'
 * terms contribute. The parts' sum is the gradient of the whole loss.
 */
public final class GradientParts {
    /** Where a part comes from. */
    public enum Kind {
        /** Rows of a task that is being trained. */
        OWN,
        /** Rows from the memory of a task's earlier visits. */
        REHEARSED,
        /** The terms that methods add to the policy's loss, all together. */
        TERM
    }

    /**
     * One part.
     *
     * @param task whose rows; -1 for terms
     * @param share of the rows of the update that have a label; 1 for terms
     */
    public record Part(int task, Kind kind, double share) {}

    private final List<Part> parts = new ArrayList<>();
    /** As many as there have been parts at once; used again and again. */
    private final List<ParameterVector> vectors = new ArrayList<>();

    /** Forgets all parts. */
    public void clear() {
        parts.clear();
    }

    /** A new part of zeros, to which its gradient is to be added. */
    public ParameterVector add(Part part, ParameterLayout layout) {
        int index = parts.size();
        parts.add(part);
        if (index == vectors.size()) {
            vectors.add(ParameterVector.zeros(layout));
        } else if (vectors.get(index).values().length != layout.size()) {
            vectors.set(index, ParameterVector.zeros(layout));
        } else {
            Arrays.fill(vectors.get(index).edit(), 0f);
        }
        return vectors.get(index);
    }

    /** What the parts are. */
    public List<Part> parts() {
        return parts;
    }

    /** Gradient of part {@code index}. */
    public ParameterVector gradient(int index) {
        return vectors.get(index);
    }

    /** Inner products of all pairs of parts over the first {@code length} parameters; parts × parts. */
    public double[][] products(int length) {
        int count = parts.size();
        double[][] products = new double[count][count];
        for (int p = 0; p < count; p++) {
            for (int q = 0; q <= p; q++) {
                float[] one = vectors.get(p).values();
                float[] two = vectors.get(q).values();
                double sum = 0;
                for (int i = 0; i < length; i++) {
                    sum += (double) one[i] * two[i];
                }
                products[p][q] = sum;
                products[q][p] = sum;
            }
        }
        return products;
    }

    /**
     * Writes Σ coefficient × part over the first {@code length} parameters and the plain sum over the others.
     *
     * @param total is overwritten
     */
    public void combine(double[] coefficients, int length, ParameterVector total) {
        float[] sum = total.edit();
        Arrays.fill(sum, 0f);
        for (int p = 0; p < parts.size(); p++) {
            float[] part = vectors.get(p).values();
            float coefficient = (float) coefficients[p];
            for (int i = 0; i < length; i++) {
                sum[i] += coefficient * part[i];
            }
            for (int i = length; i < sum.length; i++) {
                sum[i] += part[i];
            }
        }
    }
}
