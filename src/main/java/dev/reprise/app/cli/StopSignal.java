package dev.reprise.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * True once Ctrl-C or a termination has been asked for. The JVM then waits until this is closed, so that the command can
 * write down what it has; without a signal, ending costs nothing.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch raised = new CountDownLatch(1);

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::raise, "stop"));
    }

    private void raise() {
        raised.countDown();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("reprise: no safe point came within " + PATIENCE_SECONDS + " s; stopping hard");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return raised.getCount() == 0;
    }

    /** As if it had come: there is another reason to end. */
    void end() {
        raised.countDown();
    }

    /** Waits for it. */
    void await() throws InterruptedException {
        raised.await();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
