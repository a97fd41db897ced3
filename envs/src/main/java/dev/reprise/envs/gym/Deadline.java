package dev.reprise.envs.gym;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes a channel whose answer is late, so that whoever waits for it is freed. One thread looks after all, ten times a
 * second: setting a deadline costs no more than a write.
 */
final class Deadline implements AutoCloseable {
    private static final long TICK_MILLIS = 100;
    private static final long NONE = Long.MAX_VALUE;
    private static final Set<Deadline> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Thread thread = new Thread(Deadline::watch, "gym-deadlines");
        thread.setDaemon(true);
        thread.start();
    }

    private final SocketChannel channel;
    private final long born = System.nanoTime();
    /** Nanoseconds since birth. */
    private volatile long due = NONE;

    private volatile double seconds;
    private volatile boolean passed;

    Deadline(SocketChannel channel) {
        this.channel = channel;
        OPEN.add(this);
    }

    void set(double seconds) {
        this.seconds = seconds;
        due = System.nanoTime() - born + (long) (seconds * 1e9);
    }

    void clear() {
        due = NONE;
    }

    /** That were given last. */
    double seconds() {
        return seconds;
    }

    /** Whether the channel was closed for it. */
    boolean passed() {
        return passed;
    }

    private void look() {
        if (System.nanoTime() - born > due) {
            passed = true;
            OPEN.remove(this);
            try {
                channel.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }

    private static void watch() {
        while (true) {
            try {
                // A look at all of them now and then, so that none has to wake this thread.
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            OPEN.forEach(Deadline::look);
        }
    }

    @Override
    public void close() {
        OPEN.remove(this);
    }
}
