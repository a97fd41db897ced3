package dev.reprise.agents.sac;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.RowGroups;

/** What an update needs; rebuilt when heads are added or batches grow. */
final class Workspace {
    final int rows;
    final int termRows;
    final int valueTermRows;
    /** The policy's rows: next observations, then observations of the rows that move it, then its terms' rows. */
    final Network.Pass actor;

    final RowGroups actorGroups = new RowGroups();
    final RowGroups movingGroups = new RowGroups();
    final Network.Pass[] critics;
    final float[] noise;
    /** Actions of the policy's rows but the terms', in [-1, 1], their standard deviations and log densities. */
    final float[] sampled;

    final float[] deviations;

    final float[] logDensities;
    /** Actions of the batch, in [-1, 1]. */
    final float[] taken;

    final float[] targets;
    final float[][] valueGradients;
    final float[] actorOutputGradient;
    /** Batch rows that move the policy, and whether each of them is rehearsed. */
    final int[] moving;

    final boolean[] movingRehearsed;
    int movingCount;
    /**
     * The critics' rows: the batch's groups, cut between rows from memory and others where gradients are wanted in parts, then
     * those of the methods' terms.
     */
    final RowGroups valueGroups = new RowGroups();

    /** Groups of the next observations. */
    int nextGroups;
    /** Of the moving rows those whose smaller value is critic k's. */
    final int[][] chosen;

    final int[] chosenCount = new int[2];
    /** What one unit of critic k's output is worth, for the rows chosen. */
    final float[][] unit;

    final float[] chosenSlopes;
    final float[] valueSlopes;

    Workspace(SacNetworks networks, int rows, int termRows, int valueTermRows, int actions) {
        this.rows = rows;
        this.termRows = termRows;
        this.valueTermRows = valueTermRows;
        Network critic = networks.criticNetwork();
        this.actor = networks.actorNetwork().newPass(2 * rows + termRows);
        this.critics = new Network.Pass[] {critic.newPass(rows + valueTermRows), critic.newPass(rows + valueTermRows)};
        this.noise = new float[2 * rows * actions];
        this.sampled = new float[2 * rows * actions];
        this.deviations = new float[2 * rows * actions];
        this.logDensities = new float[2 * rows];
        this.taken = new float[rows * actions];
        this.targets = new float[rows];
        this.valueGradients = new float[2][rows + valueTermRows];
        this.actorOutputGradient = new float[2 * actions * (2 * rows + termRows)];
        this.moving = new int[rows];
        this.movingRehearsed = new boolean[rows];
        this.chosen = new int[2][rows];
        this.unit = new float[2][rows];
        this.chosenSlopes = new float[rows * actions];
        this.valueSlopes = new float[rows * actions];
    }
}
