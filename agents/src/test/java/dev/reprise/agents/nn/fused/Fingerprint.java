package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.envs.random.RandomStream;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prints the different hashes that a fixed calculation gives when it is repeated: first by the interpreter, then by
 * whatever the JIT has made of it meanwhile. Arguments: {@code vector} or {@code plain}, and the number of repetitions.
 */
final class Fingerprint {
    private Fingerprint() {}

    public static void main(String[] arguments) {
        Kernels kernels = arguments[0].equals("vector") ? new VectorKernels() : new PlainKernels();
        Set<String> hashes = new TreeSet<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            hashes.add(Integer.toHexString(hash(kernels)));
        }
        System.out.println("hashes " + hashes);
    }

    static int hash(Kernels kernels) {
        int hash = elementary();
        for (int seed = 1; seed <= 3; seed++) {
            NetworkSample sample = NetworkSample.large(seed);
            NetworkSample.Result result = sample.run(new FusedNetwork(sample.spec(), 1, () -> kernels));
            hash = 31 * hash + Arrays.hashCode(result.output());
            hash = 31 * hash + Arrays.hashCode(result.gradient());
            hash = 31 * hash + Arrays.hashCode(result.inputGradient());
        }
        return hash;
    }

    private static int elementary() {
        RandomStream random = RandomStream.of(1);
        int hash = 1;
        for (int i = 0; i < 500; i++) {
            float x = 20 * random.nextGaussian();
            hash = 31 * hash + Float.floatToRawIntBits(Elementary.exp(x));
            hash = 31 * hash + Float.floatToRawIntBits(Elementary.log(Math.abs(x)));
            hash = 31 * hash + Float.floatToRawIntBits(Elementary.tanh(x / 8));
            hash = 31 * hash + Float.floatToRawIntBits(Elementary.softplus(x));
        }
        return hash;
    }
}
