package dev.reprise.agents.nn.dl4j;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;

/**
 * A network that DL4J's own layers run. Every row goes through every head, and rows of a batch share DL4J's matrix
 * products, so a row's last bits may depend on the size of its batch.
 *
 * <p>ND4J and its native library are loaded by the first forward pass, not before.
 */
public final class Dl4jNetwork implements Network {
    private final NetworkSpec spec;
    private final ParameterLayout layout;

    /**
     * Loads nothing.
     *
     * @throws IllegalArgumentException when tasks share anything but the whole trunk, or something conditions it
     */
    public Dl4jNetwork(NetworkSpec spec) {
        if (!spec.sharing().plain()) {
            throw new IllegalArgumentException(
                    "DL4J's graphs here are a trunk that all tasks share and a head for each;"
                            + " another sharing of parameters needs the executor fused");
        }
        this.spec = spec;
        this.layout = ParameterLayout.of(spec);
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public Pass newPass(int maxRows) {
        return new Dl4jPass(spec, layout, maxRows);
    }
}
