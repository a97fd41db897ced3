package dev.reprise.agents.nn;

/**
 * Which parameters of a network the tasks share, and how the shared ones are told the task.
 *
 * @param backbone which layers of the trunk are the tasks' own
 * @param sharedLayers layers of the trunk that are shared all the same, from the first on; 0 with {@link Backbone#HARD}
 * @param conditioning how shared layers know the task
 * @param embedding numbers of a task's embedding, with {@link Conditioning#FIRST_LAYER}
 * @param heads whether a task has an output layer of its own
 */
public record ParameterSharing(
        Backbone backbone, int sharedLayers, Conditioning conditioning, int embedding, Heads heads) {
    /** One trunk for all tasks and a head for each. */
    public static final ParameterSharing HARD =
            new ParameterSharing(Backbone.HARD, 0, Conditioning.NONE, 32, Heads.PER_TASK);

    /** Checks ranges, and that the parts go together. */
    public ParameterSharing {
        require(sharedLayers >= 0, "sharedLayers must be 0 or more, not " + sharedLayers);
        require(embedding >= 1 && embedding <= 4096, "embedding must be 1 to 4096 numbers, not " + embedding);
        if (backbone == Backbone.HARD) {
            require(
                    sharedLayers == 0,
                    "sharedLayers must be 0 with a hard backbone, whose layers are all shared, not " + sharedLayers);
        } else {
            require(
                    conditioning == Conditioning.NONE || sharedLayers > 0,
                    "conditioning tells shared layers the task, so sharedLayers must be at least 1 with it where tasks"
                            + " have columns of their own");
        }
    }

    /** What is shared of the trunk. */
    public enum Backbone {
        /** All layers (Caruana 1997). */
        HARD,
        /** Each task has layers of its own, a column. */
        COLUMNS,
        /**
         * Columns that a penalty on the distance of their parameters holds together (Duong et al. 2015). The penalty is no
         * part of the network: it is the learner's.
         */
        SOFT,
        /**
         * Columns whose outputs are mixed after every layer: the next layer of column c reads Σ α(c, d) · output of column d
         * over all columns d, with learnt α (cross-stitch units, Misra et al. 2016, arXiv 1604.03539, eq. 1). All rows go through
         * all columns, so the cost of a pass grows with the number of tasks.
         *
         * <p>Starts at α = 0.9 for the own column and 0.1 split evenly over the others, as the paper's best. Differs for
         * tasks that arrive later: the columns that stand do not read a new one until they have learnt to (their α for it
         * starts at 0), so that its arrival changes none of their outputs; the first task's column starts with 1 for itself.
         * One α for each pair of columns and layer, where the paper has one for each channel of an image.
         */
        CROSS_STITCH
    }

    /** How shared layers are told the task. */
    public enum Conditioning {
        /** Not at all. */
        NONE,
        /**
         * A learnt embedding of each task, scaled to length 1, stands behind the numbers of the first layer's input, as in BRC
         * (Nauman et al. 2025, arXiv 2505.23150: 32 numbers).
         */
        FIRST_LAYER,
        /**
         * Each unit's sums, normalised where the layer is, are multiplied with a learnt number and another is added, before the
         * activation (feature-wise linear modulation, Perez et al. 2018, arXiv 1709.07871, eq. 2). A task's numbers are
         * learnt directly, which is the paper's generator for a condition that is one of a few; they start at 1 and 0.
         */
        FILM
    }

    /** Output layers. */
    public enum Heads {
        /** One for each task. */
        PER_TASK,
        /** One for all tasks. */
        ONE
    }

    /** Whether it is the trunk that all tasks share and a head for each, and nothing else. */
    public boolean plain() {
        return backbone == Backbone.HARD && conditioning == Conditioning.NONE && heads == Heads.PER_TASK;
    }

    /** How many of a trunk's layers are shared. */
    int shared(int layers) {
        return backbone == Backbone.HARD ? layers : sharedLayers;
    }

    /** Whether columns are mixed. */
    public boolean stitched() {
        return backbone == Backbone.CROSS_STITCH;
    }

    /** Numbers that enter the first layer beside those of the input. */
    int embedded() {
        return conditioning == Conditioning.FIRST_LAYER ? embedding : 0;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
