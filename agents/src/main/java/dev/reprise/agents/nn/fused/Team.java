package dev.reprise.agents.nn.fused;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the items of a job. Which of them does an item is left to chance, so an item's result must not
 * depend on it. Workers that wait spin for some microseconds, as a gradient step is one job after the other, and then
 * sleep.
 */
final class Team {
    /** Work that falls into items which can be done in any order and at the same time. */
    @FunctionalInterface
    interface Job {
        /**
         * @param item 0 … items - 1
         * @param worker 0 … threads - 1; no two items run at the same time under the same number
         */
        void run(int item, int worker);
    }

    private static final Map<Integer, Team> TEAMS = new ConcurrentHashMap<>();
    private static final int SPINS = 20_000;
    /** Spins between offers of the core to others: the JIT's threads need one while kernels are still slow. */
    private static final int POLITENESS = 256;
    /** Nanoseconds between looks when a worker keeps its caller waiting, as with more threads than cores. */
    private static final long NAP = 10_000;

    private static final int ITEM_BITS = 20;
    private static final long ITEM_MASK = (1L << ITEM_BITS) - 1;

    private final Thread[] workers;
    private final ReentrantLock inUse = new ReentrantLock();
    /** Number of the job, how many items it has, and the next of them: one word, so that they change together. */
    private final AtomicLong state = new AtomicLong();

    private final AtomicInteger done = new AtomicInteger();
    private final boolean[] asleep;
    private volatile @Nullable Job job;
    private volatile @Nullable Throwable failure;

    private Team(int threads) {
        workers = new Thread[threads - 1];
        asleep = new boolean[threads];
        for (int i = 0; i < workers.length; i++) {
            int worker = i + 1;
            workers[i] = new Thread(() -> work(worker), "reprise-worker-" + worker);
            workers[i].setDaemon(true);
            workers[i].start();
        }
    }

    /** The team of so many threads, the caller among them; one for the whole JVM. */
    static Team of(int threads) {
        return TEAMS.computeIfAbsent(threads, Team::new);
    }

    /** Threads, the caller's included. */
    int threads() {
        return workers.length + 1;
    }

    /** Does all items of a job. A team that is busy leaves them all to the caller, as worker 0. */
    void run(Job task, int items) {
        if (workers.length == 0 || items == 1 || !inUse.tryLock()) {
            for (int item = 0; item < items; item++) {
                task.run(item, 0);
            }
            return;
        }
        try {
            share(task, items);
        } finally {
            inUse.unlock();
        }
    }

    private void share(Job task, int items) {
        job = task;
        failure = null;
        done.set(0);
        long announced = ((number(state.get()) + 1) << (2 * ITEM_BITS)) | ((long) items << ITEM_BITS);
        state.set(announced);
        wake();
        take(number(announced), 0);
        for (int spin = 0; done.get() < items; spin++) {
            if (spin < SPINS) {
                spin(spin);
            } else {
                LockSupport.parkNanos(NAP);
            }
        }
        job = null;
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // with more threads than cores the one that is waited for needs this core
    private static void spin(int number) {
        if (number % POLITENESS == POLITENESS - 1) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    private static long number(long state) {
        return state >>> (2 * ITEM_BITS);
    }

    private void wake() {
        synchronized (asleep) {
            for (int worker = 1; worker < asleep.length; worker++) {
                if (asleep[worker]) {
                    asleep[worker] = false;
                    LockSupport.unpark(workers[worker - 1]);
                }
            }
        }
    }

    private void work(int worker) {
        long last = 0;
        while (true) {
            long number = awaitOther(last, worker);
            take(number, worker);
            last = number;
        }
    }

    private long awaitOther(long last, int worker) {
        for (int spin = 0; spin < SPINS; spin++) {
            long number = number(state.get());
            if (number != last) {
                return number;
            }
            spin(spin);
        }
        while (true) {
            synchronized (asleep) {
                long number = number(state.get());
                if (number != last) {
                    asleep[worker] = false;
                    return number;
                }
                asleep[worker] = true;
            }
            LockSupport.park(this);
        }
    }

    /** Takes items of job {@code number} until none is left or another job has come. */
    private void take(long number, int worker) {
        while (true) {
            long now = state.get();
            long next = now & ITEM_MASK;
            if (number(now) != number || next >= ((now >>> ITEM_BITS) & ITEM_MASK)) {
                return;
            }
            if (state.compareAndSet(now, now + 1)) {
                // No other job can come before this item is done.
                Job mine = job;
                try {
                    if (mine != null) {
                        mine.run((int) next, worker);
                    }
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }
}
