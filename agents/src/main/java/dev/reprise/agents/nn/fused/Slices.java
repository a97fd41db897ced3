package dev.reprise.agents.nn.fused;

/**
 * Cuts the rows of a pass into slices that the threads of a team take one after another: some rows go through all layers
 * before the next ones do, so that their activations stay in a cache and threads seldom wait for each other. How a pass
 * is cut does not change a bit of its result.
 */
final class Slices {
    /** Most rows of a slice. */
    private static final int LARGEST = 128;
    /** Multiply-adds below which a job is not worth a second thread: some tens of microseconds. */
    private static final long WORTH_SHARING = 1_000_000;
    /** Slices are whole tiles of rows; this is the largest tile. */
    private static final int TILE = 8;

    private final Team team;
    private final long work;
    private int first;
    private int count;
    private int size = TILE;

    /** @param work multiply-adds of a row */
    Slices(Team team, long work) {
        this.team = team;
        this.work = work;
    }

    /** Runs a job once for every slice of rows {@code from} … {@code from + rows - 1}. */
    void run(Team.Job job, int from, int rows) {
        first = from;
        count = rows;
        int perThread = (rows + team.threads() - 1) / team.threads();
        size = Math.max(TILE, Math.min(LARGEST, (perThread + TILE - 1) / TILE * TILE));
        share(job, (rows + size - 1) / size);
    }

    /** Runs a job on all rows of the last {@link #run}, in {@code parts} that do not touch each other's results. */
    void share(Team.Job job, int parts) {
        if (count * work >= WORTH_SHARING) {
            team.run(job, parts);
        } else {
            for (int part = 0; part < parts; part++) {
                job.run(part, 0);
            }
        }
    }

    /** First row of the last run. */
    int first() {
        return first;
    }

    /** Rows of the last run. */
    int count() {
        return count;
    }

    /** One past the last row of the last run. */
    int end() {
        return first + count;
    }

    /** First row of a slice. */
    int from(int slice) {
        return first + slice * size;
    }

    /** One past the last row of a slice. */
    int to(int slice) {
        return Math.min(from(slice) + size, first + count);
    }
}
