package dev.reprise.app.experiment;

import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.TaskSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Environments of one suite, side by side: a single one steps in the caller's thread, several step each in a thread of
 * their own. What comes out depends on their number, never on which thread is quick.
 */
final class Lanes implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();
    private final ExecutorService threads;

    Lanes(TaskSuite suite, int count) {
        for (int i = 0; i < count; i++) {
            lanes.add(new Lane(suite.newEnvironment()));
        }
        threads = threads(count, "environment");
    }

    /** As many threads as lanes; they do not keep the JVM alive. A single lane needs none, and none is started. */
    static ExecutorService threads(int count, String name) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    int count() {
        return lanes.size();
    }

    Lane get(int lane) {
        return lanes.get(lane);
    }

    /** All of them. */
    List<Lane> all() {
        return lanes;
    }

    /**
     * Steps the first lanes, as many as there are actions.
     *
     * @param meanwhile what the caller's thread does while several lanes step; it must not touch them
     * @return their steps, in the lanes' order
     */
    List<TimeStep> step(List<float[]> actions, Runnable meanwhile) {
        if (lanes.size() == 1) {
            TimeStep after = lanes.get(0).step(actions.get(0));
            meanwhile.run();
            return List.of(after);
        }
        List<Future<TimeStep>> steps = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            Lane lane = lanes.get(i);
            float[] action = actions.get(i);
            steps.add(threads.submit(() -> lane.step(action)));
        }
        try {
            meanwhile.run();
        } finally {
            await(steps);
        }
        return steps.stream().map(Lanes::result).toList();
    }

    /** Waits until all of the work is over, well or ill: environments that are still at work must not be closed. */
    static void await(List<? extends Future<?>> work) {
        for (Future<?> one : work) {
            try {
                one.get();
            } catch (ExecutionException e) {
                // Thrown to whoever asks for the result.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while environments were at work", e);
            }
        }
    }

    /** Waits; what the work threw is thrown here. */
    static <T> T result(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while environments were at work", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        lanes.forEach(Lane::close);
    }
}
