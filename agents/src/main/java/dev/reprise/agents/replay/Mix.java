package dev.reprise.agents.replay;

import dev.reprise.envs.random.RandomStream;
import java.util.List;

/**
 * Several samplers as one, each with its number of rows. Rehearsal is such a mix, not a kind of buffer.
 *
 * @param parts in the order in which they draw
 */
public record Mix(List<Part> parts) {
    /** A sampler and how many rows it gives to a batch. */
    public record Part(Sampler sampler, int rows) {}

    /** Keeps a copy of the list. */
    public Mix {
        parts = List.copyOf(parts);
    }

    /** Rows of a batch when all parts are ready. */
    public int rows() {
        return parts.stream().mapToInt(Part::rows).sum();
    }

    /** Lets every part that is ready draw its rows. */
    public void draw(RandomStream random, Draws draws) {
        for (Part part : parts) {
            if (part.sampler().ready()) {
                part.sampler().draw(part.rows(), random, draws);
            }
        }
    }
}
