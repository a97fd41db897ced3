package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentLostException;
import dev.reprise.envs.spec.TimeStep;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that fail again and again: how often they are tried, and when that ends. No Python is needed. */
class GymEnvironmentTest {
    private static final byte[] TOKEN = new byte[GymProtocol.TOKEN_BYTES];

    private final FailingSuite served = new FailingSuite();
    private GymListener listener;
    private GymSuite suite;

    @BeforeEach
    void listen() throws IOException {
        listener = GymListener.open(null);
        Thread thread = new Thread(this::serve, "failing");
        thread.setDaemon(true);
        thread.start();
        suite = new GymSuite(
                "test/failing", GymSource.at(listener.address(), HexFormat.of().formatHex(TOKEN), 10));
    }

    private void serve() {
        while (listener.isOpen()) {
            try {
                listener.serve(served, 1, TOKEN, false);
            } catch (IOException e) {
                // A client is left when its environment fails, and when the test is over.
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void aServerWhoseResetsFailIsTriedSixTimesWithGrowingPauses() {
        try (Environment environment = suite.newEnvironment()) {
            served.resetsFail = true;
            served.resets.clear();
            EnvironmentLostException lost = assertThrows(EnvironmentLostException.class, () -> begin(environment));
            assertTrue(String.valueOf(lost.getMessage()).contains("in 6 attempts: "), lost.getMessage());
            assertSixTries();
            served.resetsFail = false;
            begin(environment);
            assertInstanceOf(
                    TimeStep.Mid.class,
                    environment.step(new float[suite.specs().action().size()]));
        }
    }

    @Test
    void aServerThatDiesAtEachFirstStepIsTriedSixTimesWithGrowingPauses() {
        try (Environment environment = suite.newEnvironment()) {
            served.stepsFail = true;
            served.resets.clear();
            for (int i = 0; i < 6; i++) {
                begin(environment);
                assertAborts(environment);
            }
            assertThrows(EnvironmentLostException.class, () -> begin(environment));
            assertSixTries();
        }
    }

    @Test
    void aStepThatSucceedsEndsTheCountOfFailures() {
        try (Environment environment = suite.newEnvironment()) {
            served.resets.clear();
            for (int i = 0; i < 8; i++) {
                begin(environment);
                environment.step(new float[suite.specs().action().size()]);
                served.stepsFail = true;
                assertAborts(environment);
                served.stepsFail = false;
            }
            assertEquals(8, served.resets.size());
        }
    }

    private void begin(Environment environment) {
        environment.reset(suite.tasks().get(0).id(), 1);
    }

    private void assertAborts(Environment environment) {
        TimeStep last = environment.step(new float[suite.specs().action().size()]);
        assertEquals(
                EndCause.ABORTED, assertInstanceOf(TimeStep.Last.class, last).cause());
    }

    private void assertSixTries() {
        assertEquals(6, served.resets.size());
        for (int i = 1; i < 6; i++) {
            long millis = (served.resets.get(i) - served.resets.get(i - 1)) / 1_000_000;
            assertTrue(millis >= 250L << (i - 1), "pause " + i + " of " + millis + " ms");
        }
    }
}
