package dev.reprise.sim.render.raster;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** A few threads that share the parts of a piece of work; the caller is one of them. */
final class Workers implements AutoCloseable {
    private final ExecutorService others;
    private final int threads;

    Workers(int threads) {
        this.threads = threads;
        this.others = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "raster");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does parts 0 … count - 1, in any order; returns when all are done. */
    void run(int count, IntConsumer part) {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(threads - 1);
        for (int i = 1; i < threads; i++) {
            others.execute(() -> {
                try {
                    take(next, count, part);
                } finally {
                    busy.countDown();
                }
            });
        }
        take(next, count, part);
        try {
            busy.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing", interrupted);
        }
    }

    private static void take(AtomicInteger next, int count, IntConsumer part) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            part.accept(i);
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
