package dev.reprise.app.experiment;

import dev.reprise.app.UserException;
import dev.reprise.app.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs that are to be done, several at a time. What stands already, in its run folder or among the kept runs, is not done
 * again; what was interrupted goes on; what fails is tried once more, from its last checkpoint, before it counts as failed.
 */
final class RunQueue {
    /** How often it is looked whether another process is done with a run's folder, milliseconds: nothing tells of it. */
    private static final long LOOK_MILLIS = 1000;

    private final KeptRuns kept;
    private final String command;
    private final PrintStream out;
    private final Progress progress;
    private final BooleanSupplier stop;

    /** One piece of work: a run and where it lies. */
    record Job(String label, Configs.Resolved config, Path folder) {
        private long steps() {
            return config.config().curriculumOf(config.suite()).totalSteps();
        }
    }

    /**
     * @param command what the user typed, for the runs' reports
     * @param out is told what failed
     * @param stop asked often; when true, all runs write a checkpoint and stop
     */
    RunQueue(KeptRuns kept, String command, PrintStream out, Progress progress, BooleanSupplier stop) {
        this.kept = kept;
        this.command = command;
        this.out = out;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Does what is left of {@code all}.
     *
     * @param jobs runs at a time
     * @return a line for each run that failed twice
     */
    List<String> run(List<Job> all, int jobs) {
        kept.make();
        List<Job> open = all.stream().filter(job -> !stands(job)).toList();
        if (open.size() < all.size()) {
            out.println((all.size() - open.size()) + " of " + all.size() + " runs stand already");
        }
        AtomicLongArray steps = new AtomicLongArray(open.size());
        long total = Math.max(1, open.stream().mapToLong(Job::steps).sum());
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Job job = open.get(i);
            int index = i;
            Progress ofRun = (step, ofSteps, phase) -> {
                steps.set(index, step);
                if (step % 100 == 0 || step == ofSteps) {
                    synchronized (progress) {
                        progress.at(sum(steps), total, job.label());
                    }
                }
            };
            futures.add(pool.submit(() -> twice(job, ofRun)));
        }
        pool.shutdown();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            try {
                futures.get(i).get();
            } catch (ExecutionException e) {
                failures.add(open.get(i).label() + ": " + reason(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add("interrupted");
            }
        }
        progress.finished();
        failures.forEach(failure -> out.println("failed: " + failure));
        return failures;
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof UserException || cause instanceof RegressionException
                ? String.valueOf(cause.getMessage())
                : String.valueOf(cause);
    }

    /** Where a finished run lies: among the kept ones, or in its own folder. Null when it has not finished. */
    static @Nullable Path finished(KeptRuns kept, Configs.Resolved config, Path folder) {
        Path found = kept.find(config.config());
        if (found != null) {
            return found;
        }
        return Results.finished(folder) && Configs.readResolved(folder).hash().equals(config.hash()) ? folder : null;
    }

    private boolean stands(Job job) {
        if (kept.find(job.config().config()) != null) {
            return true;
        }
        if (finished(kept, job.config(), job.folder()) == null
                || !Results.result(job.folder()).version().equals(Version.TEXT)) {
            return false;
        }
        kept.keep(job.config(), job.folder());
        return true;
    }

    /** A mistake of the user's or a task that was lost is not tried again: it would be so again. */
    private void twice(Job job, Progress ofRun) {
        try {
            once(job, ofRun);
        } catch (UserException | RegressionException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (stop.getAsBoolean()) {
                throw e;
            }
            out.println("tried again: " + job.label() + ": " + e);
            once(job, ofRun);
        }
    }

    /** A run that another process is at is waited for: it is then found done, or goes on from where it was left. */
    private void once(Job job, Progress ofRun) {
        while (true) {
            try {
                train(job, ofRun);
                return;
            } catch (RunFolder.InUseException e) {
                try {
                    Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }
        }
    }

    private void train(Job job, Progress ofRun) {
        // Another bench may have done it in the meantime, or an attempt that failed afterwards.
        if (stop.getAsBoolean() || stands(job)) {
            return;
        }
        clearUnlessSame(job);
        boolean begun = Files.isRegularFile(job.folder().resolve(RunFolder.CONFIG));
        try (RunFolder folder = begun ? RunFolder.open(job.folder()) : RunFolder.create(job.folder())) {
            Outcome outcome =
                    new Run(job.config(), folder).train(command, References.cached(job.config(), kept), ofRun, stop);
            if (outcome != null) {
                kept.keep(job.config(), job.folder());
            }
        }
    }

    /** Removes what another config has left, or a finished run of another version, so that the run begins anew. */
    private static void clearUnlessSame(Job job) {
        if (!Files.isDirectory(job.folder())) {
            return;
        }
        boolean same = !Results.finished(job.folder())
                && Files.isRegularFile(job.folder().resolve(RunFolder.CONFIG))
                && Configs.readResolved(job.folder()).hash().equals(job.config().hash());
        if (same) {
            return;
        }
        try (RunFolder mine = RunFolder.lockAny(job.folder());
                Stream<Path> inside = Files.walk(job.folder())) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(job.folder()) && !path.equals(mine.resolve("run.lock"))) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + job.folder() + ": " + e.getMessage(), e);
        }
        try {
            Files.deleteIfExists(job.folder().resolve("run.lock"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + job.folder() + ": " + e.getMessage(), e);
        }
    }

    private static long sum(AtomicLongArray values) {
        long sum = 0;
        for (int i = 0; i < values.length(); i++) {
            sum += values.get(i);
        }
        return sum;
    }
}
