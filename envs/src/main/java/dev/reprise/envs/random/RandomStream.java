package dev.reprise.envs.random;

import org.apache.commons.rng.RandomProviderState;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * One stream of random numbers with a name's seed and a state that can be saved and restored (XoShiRo256++).
 *
 * <p>Each purpose draws from a stream of its own, so that drawing more for one purpose (an evaluation, say) changes
 * nothing for another. Gaussian draws keep no second value between calls (ziggurat), so the generator's state is the
 * whole state. Not for concurrent use.
 */
public final class RandomStream {
    private final RestorableUniformRandomProvider source;
    private final ZigguratSampler.NormalizedGaussian gaussian;

    private RandomStream(RestorableUniformRandomProvider source) {
        this.source = source;
        this.gaussian = ZigguratSampler.NormalizedGaussian.of(source);
    }

    /** The stream that belongs to {@code seed}. */
    public static RandomStream of(long seed) {
        long[] state = new long[4];
        long x = seed;
        for (int i = 0; i < state.length; i++) {
            x += 0x9E3779B97F4A7C15L;
            state[i] = mix(x);
        }
        return new RandomStream(RandomSource.XO_SHI_RO_256_PP.create(state));
    }

    /** The stream called {@code name} of the run with seed {@code runSeed}. */
    public static RandomStream named(long runSeed, String name) {
        return of(seed(runSeed, name));
    }

    /** A seed that depends on every bit of {@code base} and every character of {@code name}. */
    public static long seed(long base, String name) {
        long hash = mix(base ^ 0x6A09E667F3BCC908L);
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i)) + 0x9E3779B97F4A7C15L;
        }
        return mix(hash);
    }

    /** Uniform in [0, 1). */
    public float nextFloat() {
        return source.nextFloat();
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return source.nextDouble();
    }

    /** Uniform in [low, high). */
    public double nextDouble(double low, double high) {
        return low + (high - low) * source.nextDouble();
    }

    /** Uniform in 0 … bound-1; {@code bound} must be positive. */
    public int nextInt(int bound) {
        return source.nextInt(bound);
    }

    /** Uniform in 0 … bound-1; {@code bound} must be positive. */
    public long nextLong(long bound) {
        return source.nextLong(bound);
    }

    /** Any of the 2⁶⁴ values with equal probability. */
    public long nextLong() {
        return source.nextLong();
    }

    /** Normal with mean 0 and standard deviation 1. */
    public float nextGaussian() {
        return (float) gaussian.sample();
    }

    /** The generator's whole state; a copy. */
    public byte[] saveState() {
        return ((RandomProviderDefaultState) source.saveState()).getState();
    }

    /**
     * Continues where {@link #saveState()} was taken.
     *
     * @throws IllegalArgumentException when {@code state} has the wrong length
     */
    public void restoreState(byte[] state) {
        RandomProviderState saved = new RandomProviderDefaultState(state.clone());
        try {
            source.restoreState(saved);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException("not the state of this random generator: " + state.length + " bytes", e);
        }
    }

    /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"). */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
