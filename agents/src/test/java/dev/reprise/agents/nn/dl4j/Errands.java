package dev.reprise.agents.nn.dl4j;

import dev.reprise.agents.export.Policy;
import dev.reprise.agents.export.PolicyZip;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import java.io.IOException;
import java.nio.file.Path;

/** What a JVM is sent to do to see which libraries it loads on the way. */
final class Errands {
    private Errands() {}

    /** Argument: a file to export to, or {@code dl4j} to run a network there. */
    public static void main(String[] arguments) throws IOException {
        NetworkSample sample = NetworkSample.large(2);
        Network dl4j = Executor.DL4J.network(sample.spec());
        if (arguments[0].equals("dl4j")) {
            sample.run(dl4j);
        } else {
            sample.run(Executor.FUSED.network(sample.spec()));
            dl4j.newPass(10);
            Path file = Path.of(arguments[0]);
            PolicyZip.write(file, sample.spec(), sample.parameters(), "{}");
            Policy policy = PolicyZip.read(file);
            if (!policy.network().equals(sample.spec())) {
                throw new IllegalStateException("read " + policy.network());
            }
        }
        System.out.println("done");
    }
}
