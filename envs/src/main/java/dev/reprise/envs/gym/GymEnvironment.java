package dev.reprise.envs.gym;

import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentLostException;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An environment of a server's. When the server dies, hangs or talks nonsense the episode is aborted; the next reset
 * opens another one, and tries for a while with growing pauses. Failures count until a step succeeds: a server that
 * comes up well each time and dies at the first thing that is asked of it has to end the run too.
 */
final class GymEnvironment implements Environment {
    private static final int TRIES = 6;
    private static final long FIRST_PAUSE_MILLIS = 250;
    /** Open until the program is ending: the run then waits for a checkpoint, and nobody for a server any more. */
    private static final CountDownLatch ENDING = new CountDownLatch(1);

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ENDING::countDown, "gym-ending"));
        } catch (IllegalStateException e) {
            // It is ending already.
            ENDING.countDown();
        }
    }

    private final GymSuite suite;
    private @Nullable GymServer server;
    private @Nullable GymTask task;
    private float[] observation = {};
    private Measurement measurement = GymTask.unjudged();
    private int steps;
    private boolean closed;
    /** Since the last step that succeeded. */
    private int failures;

    private String lastFailure = "";

    /** @param server that is ready, or null to open one at the first reset */
    GymEnvironment(GymSuite suite, @Nullable GymServer server) {
        this.suite = suite;
        this.server = server;
    }

    @Override
    public EnvironmentSpecs specs() {
        return suite.specs();
    }

    @Override
    public Pacing pacing() {
        return suite.repeats() ? Pacing.LOCKSTEP : Pacing.REALTIME;
    }

    @Override
    public TimeStep.First reset(TaskId id, long seed) {
        if (closed) {
            throw new IllegalStateException("the environment is closed");
        }
        GymTask next = (GymTask) suite.task(id);
        task = null;
        observation = begin(next, seed);
        measurement = GymTask.unjudged();
        steps = 0;
        task = next;
        return new TimeStep.First(measurement, observation);
    }

    private float[] begin(GymTask next, long seed) {
        while (true) {
            if (failures > 0) {
                giveUpOrPause(next);
            }
            try {
                return server().reset(next.index(), seed);
            } catch (IOException e) {
                failed(failure(e));
            }
        }
    }

    private void failed(String reason) {
        failures++;
        lastFailure = reason;
    }

    private void giveUpOrPause(GymTask next) {
        if (failures == TRIES) {
            // Whoever asks again after that is given as many tries again.
            failures = 0;
            throw new EnvironmentLostException(
                    "no episode of '" + next.id() + "' came to a step in " + TRIES + " attempts: " + lastFailure);
        }
        try {
            if (ENDING.await(FIRST_PAUSE_MILLIS << (failures - 1), TimeUnit.MILLISECONDS)) {
                throw new EnvironmentLostException("the program is ending, and '" + next.id() + "': " + lastFailure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server was awaited", e);
        }
    }

    private GymServer server() throws IOException {
        GymServer ready = server;
        if (ready == null) {
            ready = suite.open();
            server = ready;
        }
        return ready;
    }

    private String failure(IOException failure) {
        GymServer failed = server;
        if (failed == null) {
            return String.valueOf(failure.getMessage());
        }
        server = null;
        return failed.closeAfter(failure);
    }

    @Override
    public TimeStep step(float[] action) {
        GymTask judge = task;
        GymServer running = server;
        if (judge == null || running == null) {
            throw new IllegalStateException("no episode is running: reset the environment first");
        }
        String violation = specs().action().violation(action);
        if (violation != null) {
            throw new IllegalArgumentException(violation);
        }
        GymServer.Stepped stepped;
        try {
            stepped = running.step(action);
        } catch (IOException e) {
            return aborted(failure(e));
        }
        if ((stepped.flags() & GymProtocol.ABORTED) != 0) {
            return aborted("the server says that its environment failed");
        }
        failures = 0;
        boolean terminated = (stepped.flags() & GymProtocol.TERMINATED) != 0;
        Label label = new Label(stepped.reward(), terminated, (stepped.flags() & GymProtocol.SUCCESS) != 0);
        observation = stepped.observation();
        measurement = judge.judged(label);
        steps++;
        boolean truncated = (stepped.flags() & GymProtocol.TRUNCATED) != 0 || steps >= specs().maxEpisodeSteps();
        if (terminated || truncated) {
            task = null;
            EndCause cause = terminated ? EndCause.TERMINATED : EndCause.TRUNCATED;
            return new TimeStep.Last(measurement, observation, label, cause, "");
        }
        return new TimeStep.Mid(measurement, observation, label);
    }

    private TimeStep aborted(String reason) {
        task = null;
        failed(reason);
        return new TimeStep.Last(measurement, observation, null, EndCause.ABORTED, reason);
    }

    @Override
    public void close() {
        closed = true;
        task = null;
        GymServer open = server;
        if (open != null) {
            server = null;
            open.close();
        }
    }
}
