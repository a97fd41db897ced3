package dev.reprise.agents.sharing;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.fused.ParameterMath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much each layer of policy and critics learns.
 *
 * @param rates factor of the learning rate and of the weight decay for each trunk layer, then for the heads; 0 … 100; null: 1
 *     for all
 * @param frozen trunk layers, counted from 0, that do not learn …
 * @param frozenFrom … from this phase on, counted from 0
 */
public record LayersConfig(@Nullable List<Double> rates, List<Integer> frozen, int frozenFrom) {
    /** All layers learn alike. */
    public static final LayersConfig ALIKE = new LayersConfig(null, List.of(), 1);

    /** Checks ranges. */
    public LayersConfig {
        rates = rates == null ? null : List.copyOf(rates);
        frozen = List.copyOf(frozen);
        if (rates != null && rates.stream().anyMatch(rate -> !(rate >= 0 && rate <= 100))) {
            throw new IllegalArgumentException("rates must be 0 to 100, not " + rates);
        }
        if (frozen.stream().anyMatch(layer -> layer < 0)) {
            throw new IllegalArgumentException("frozen must name layers from 0 on, not " + frozen);
        }
        if (frozenFrom < 0) {
            throw new IllegalArgumentException("frozenFrom must be 0 or more, not " + frozenFrom);
        }
    }

    /**
     * Checks that there are such layers.
     *
     * @param layers of the trunk
     * @param shared how many of them, from the first on, all tasks share in every network
     * @throws IllegalArgumentException when there are not
     */
    public void check(int layers, int shared) {
        if (rates != null && rates.size() != layers + 1) {
            throw new IllegalArgumentException("layers.rates must have a number for each of the " + layers
                    + " layers of network.widths and one for the heads, not " + rates.size());
        }
        if (frozen.stream().anyMatch(layer -> layer >= layers)) {
            throw new IllegalArgumentException(
                    "layers.frozen must name layers below " + layers + ", as there are so many, not " + frozen);
        }
        if (frozen.stream().anyMatch(layer -> layer >= shared)) {
            throw new IllegalArgumentException("layers.frozen must name shared layers, which are those below " + shared
                    + ": a later task's own would never learn, not " + frozen);
        }
    }

    /** The parts of a network's parameters that learn alike, in a phase. */
    public List<ParameterMath.Span> spans(ParameterLayout layout, int phase) {
        List<ParameterMath.Span> spans = new ArrayList<>();
        for (ParameterLayout.Tensor tensor : layout.tensors()) {
            double factor = factor(tensor.layer(), phase);
            int end = tensor.offset() + tensor.size();
            ParameterMath.Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && last.factor() == factor) {
                spans.set(spans.size() - 1, new ParameterMath.Span(last.from(), end, factor));
            } else {
                spans.add(new ParameterMath.Span(tensor.offset(), end, factor));
            }
        }
        return spans;
    }

    /** What conditions or mixes a layer learns with it, embeddings with the first. */
    private double factor(String name, int phase) {
        String number = name.substring(name.indexOf('-') + 1);
        boolean head = name.equals("head") || name.startsWith("head-");
        int layer = head || name.startsWith("embedding-") ? 0 : Integer.parseInt(number);
        if (name.startsWith(ParameterLayout.TRUNK) && phase >= frozenFrom && frozen.contains(layer)) {
            return 0;
        }
        if (rates == null) {
            return 1;
        }
        return rates.get(head ? rates.size() - 1 : layer);
    }
}
