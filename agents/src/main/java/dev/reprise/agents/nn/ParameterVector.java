package dev.reprise.agents.nn;

import dev.reprise.envs.random.RandomStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All parameters of one network, or anything of the same shape (a gradient, a moment, a mask, an importance), in one
 * flat array. Networks are stateless about parameters: a target network or a snapshot is the same network with another
 * vector.
 */
public final class ParameterVector {
    /** What a column first reads of all others together. */
    private static final float OTHERS = 0.1f;

    private final ParameterLayout layout;
    private final float[] values;
    private final AtomicLong version = new AtomicLong();

    private ParameterVector(ParameterLayout layout, float[] values) {
        this.layout = layout;
        this.values = values;
    }

    /** Zeros. */
    public static ParameterVector zeros(ParameterLayout layout) {
        return new ParameterVector(layout, new float[layout.size()]);
    }

    /**
     * A vector over the given array, which is not copied.
     *
     * @throws IllegalArgumentException when the array has another length than the layout
     */
    public static ParameterVector wrap(ParameterLayout layout, float[] values) {
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(
                    "a network of " + layout.size() + " parameters cannot take " + values.length + " numbers");
        }
        return new ParameterVector(layout, values);
    }

    /**
     * Fresh parameters: gains 1, weights and biases uniform in ±1/√inputs (He et al. 2015 with a = √5, which is what PyTorch's
     * linear layers start from). Each layer draws from a stream named after it, so a head starts the same whenever it
     * arrives, and all tasks' columns start alike: their units then stand for the same things, which mixing and penalties on
     * distances build on. Embeddings are Gaussian. {@link ParameterSharing} says what modulation and mixing start from.
     *
     * @param seed of the run
     * @param network a name that sets this network's streams apart from those of the run's others
     */
    public static ParameterVector initial(ParameterLayout layout, long seed, String network) {
        ParameterVector vector = zeros(layout);
        vector.initialise(0, seed, network);
        return vector;
    }

    private void initialise(int fromOffset, long seed, String network) {
        int inputs = 1;
        for (ParameterLayout.Tensor tensor : layout.tensors()) {
            if (tensor.role() == ParameterLayout.Role.WEIGHT) {
                inputs = tensor.inputs();
            }
            if (tensor.offset() < fromOffset) {
                continue;
            }
            int from = tensor.offset();
            int to = from + tensor.size();
            String stream = "init/" + network + "/" + tensor.layer() + "/" + tensor.role();
            switch (tensor.role()) {
                case GAIN, SCALE -> Arrays.fill(values, from, to, 1f);
                case SHIFT -> Arrays.fill(values, from, to, 0f);
                case STITCH -> initialiseStitch(from, tensor.inputs() / 2);
                case EMBEDDING -> {
                    RandomStream random = RandomStream.named(seed, stream);
                    for (int i = from; i < to; i++) {
                        values[i] = random.nextGaussian();
                    }
                }
                case WEIGHT, BIAS -> {
                    RandomStream random = RandomStream.named(seed, stream);
                    float bound = (float) (1 / Math.sqrt(inputs));
                    for (int i = from; i < to; i++) {
                        values[i] = bound * (2 * random.nextFloat() - 1);
                    }
                }
            }
        }
    }

    /** What column {@code column} reads of those before it and of itself; those before it do not read it. */
    private void initialiseStitch(int offset, int column) {
        for (int other = 0; other < column; other++) {
            values[offset + other] = OTHERS / column;
        }
        values[offset + column] = column == 0 ? 1f : 1f - OTHERS;
    }

    /** Where each tensor lies. */
    public ParameterLayout layout() {
        return layout;
    }

    /** The numbers themselves, not a copy, to be read. */
    public float[] values() {
        return values;
    }

    /** The numbers themselves, to be changed: what has been derived from them is out of date from now on. */
    public float[] edit() {
        version.incrementAndGet();
        return values;
    }

    /** How often {@link #edit} has been called. */
    public long version() {
        return version.get();
    }

    /** A vector of the same numbers. */
    public ParameterVector copy() {
        return new ParameterVector(layout, values.clone());
    }

    /** Takes over the numbers of a vector of the same length. */
    public void set(ParameterVector other) {
        System.arraycopy(other.values, 0, edit(), 0, values.length);
    }

    /** The same numbers and zeros behind them: what a moment or an importance is when heads have been added. */
    public ParameterVector extended(ParameterLayout larger) {
        float[] more = new float[larger.size()];
        System.arraycopy(values, 0, more, 0, values.length);
        return new ParameterVector(larger, more);
    }

    /** The same numbers and fresh parameters behind them: what a network's parameters are when heads have been added. */
    public ParameterVector extended(ParameterLayout larger, long seed, String network) {
        ParameterVector vector = extended(larger);
        vector.initialise(values.length, seed, network);
        return vector;
    }
}
