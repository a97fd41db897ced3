package dev.reprise.agents.sharing;

import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterSharing.Backbone;
import dev.reprise.agents.nn.ParameterSharing.Conditioning;
import dev.reprise.agents.nn.ParameterSharing.Heads;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tasks share of the networks' parameters.
 *
 * @param backbone which layers of the trunk are a task's own
 * @param networks for which networks all this holds; the others have one trunk for all tasks and a head for each
 * @param sharedLayers layers that are shared all the same, from the first on
 * @param heads whether a task has an output layer of its own
 * @param conditioning how shared layers are told the task
 * @param embedding numbers of a task's embedding
 * @param penalty what holds columns together, with {@link Backbone#SOFT}
 */
public record SharingConfig(
        Backbone backbone,
        Networks networks,
        int sharedLayers,
        Heads heads,
        Conditioning conditioning,
        int embedding,
        Penalty penalty) {
    /** One trunk for all tasks and a head for each. */
    public static final SharingConfig HARD = new SharingConfig(
            Backbone.HARD,
            Networks.ALL,
            0,
            Heads.PER_TASK,
            Conditioning.NONE,
            ParameterSharing.HARD.embedding(),
            new Penalty(0, 0, 0, null));

    /** Checks ranges, and that the parts go together. */
    public SharingConfig {
        ParameterSharing checked = new ParameterSharing(backbone, sharedLayers, conditioning, embedding, heads);
        if (checked.plain() && networks != Networks.ALL) {
            throw new IllegalArgumentException("networks must be all where all networks are shared in the same way");
        }
        if (backbone == Backbone.SOFT && !penalty.pulls()) {
            throw new IllegalArgumentException("penalty must have a number above 0 with a soft backbone;"
                    + " columns that nothing holds together are backbone: columns");
        }
    }

    /** Networks of the agent. */
    public enum Networks {
        /** Policy and critics. */
        ALL,
        /** The policy. */
        ACTOR,
        /** Both critics, and so their targets. */
        CRITICS
    }

    /**
     * Coefficients of the squared distances between columns, each in the loss of its network: see {@link SoftSharing}.
     *
     * @param within from each column to the mean of its cluster
     * @param between from a cluster's mean to the mean of all columns
     * @param mean from the mean of all columns to 0
     * @param clusters tasks that belong together, by name; a task in none of them is one by itself; null: all are one
     */
    public record Penalty(
            double within,
            double between,
            double mean,
            @Nullable List<List<String>> clusters) {
        /** Checks ranges, and that no task is in two clusters. */
        public Penalty {
            for (double coefficient : new double[] {within, between, mean}) {
                if (!(coefficient >= 0) || Double.isInfinite(coefficient)) {
                    throw new IllegalArgumentException(
                            "within, between and mean must be 0 or more, not " + coefficient);
                }
            }
            List<String> named = new ArrayList<>();
            if (clusters != null) {
                clusters = clusters.stream().map(List::copyOf).toList();
                clusters.forEach(named::addAll);
            }
            if (named.stream().distinct().count() != named.size()) {
                throw new IllegalArgumentException("clusters name a task twice: " + clusters);
            }
        }

        boolean pulls() {
            return within > 0 || between > 0 || mean > 0;
        }
    }

    /** What the policy's tasks share. */
    public ParameterSharing actor() {
        return networks == Networks.CRITICS ? ParameterSharing.HARD : shared();
    }

    /** What the critics' tasks share. */
    public ParameterSharing critics() {
        return networks == Networks.ACTOR ? ParameterSharing.HARD : shared();
    }

    private ParameterSharing shared() {
        return new ParameterSharing(backbone, sharedLayers, conditioning, embedding, heads);
    }
}
