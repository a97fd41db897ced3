package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A suite of ours behind the protocol: what a client sees of it, and what a bad client can do to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GymHostTest implements EnvironmentContract {
    private static final byte[] TOKEN = new byte[GymProtocol.TOKEN_BYTES];
    private static final int FRAMES = 100_000;
    private static final int ENVIRONMENTS = 2;
    /** Clients at a time. */
    private static final int PLACES = 8;

    private static final double PATIENCE_SECONDS = 10;

    private final TaskSuite original = new PlanarSuite.Easy();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();

    private GymListener listener;
    private GymSuite served;

    /** Where it listens; null for a Unix socket. */
    @Nullable
    Integer port() {
        return null;
    }

    @BeforeAll
    void listen() throws IOException {
        listener = GymListener.open(port());
        for (int i = 0; i < PLACES; i++) {
            serving(null, listener);
        }
        served = new GymSuite(
                "test/planar", GymSource.at(listener.address(), HexFormat.of().formatHex(TOKEN), PATIENCE_SECONDS));
    }

    /** Serves one client after the other in a thread of its own. */
    private Thread serving(@Nullable ThreadGroup group, GymListener where) {
        Thread thread = new Thread(group, () -> serve(where), "clients");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serve(GymListener where) {
        while (where.isOpen()) {
            try {
                where.serve(original, ENVIRONMENTS, TOKEN, false);
            } catch (IOException e) {
                // A client that breaks the protocol is left.
            } catch (RuntimeException | Error e) {
                surprises.add(e);
            }
        }
    }

    @AfterAll
    void close() throws IOException {
        listener.close();
        assertEquals(0, surprises.size(), () -> String.valueOf(surprises.peek()));
    }

    @Override
    public TaskSuite suite() {
        return served;
    }

    @Test
    void specsAndEpisodesAreTheOriginals() {
        assertEquals(original.specs().maxEpisodeSteps(), served.specs().maxEpisodeSteps());
        assertEquals(original.tasks().size(), served.tasks().size());
        try (Environment here = original.newEnvironment();
                Environment there = served.newEnvironment()) {
            var task = original.tasks().get(1).id();
            assertArrayEquals(
                    here.reset(task, 5).observation(), there.reset(task, 5).observation());
            RandomStream random = RandomStream.of(1);
            for (int i = 0; i < 10; i++) {
                float[] action = original.specs().action().sample(random);
                assertArrayEquals(
                        here.step(action).observation(), there.step(action).observation());
            }
        }
    }

    @Test
    void aForeignClientIsToldNothing() throws IOException {
        byte[] wrong = TOKEN.clone();
        wrong[31] = 1;
        try (GymChannel channel = connect(listener)) {
            String why = assertThrows(IOException.class, () -> new GymServer(channel, null, wrong, 10))
                    .getMessage();
            assertNotNull(why);
            assertTrue(why.contains("closed the connection"), why);
        }
    }

    private static GymChannel connect(GymListener where) throws IOException {
        return new GymChannel(socket(where));
    }

    private static SocketChannel socket(GymListener where) throws IOException {
        return SocketChannel.open(GymSource.address(where.address()));
    }

    @Test
    void aClientWithoutTheTokenMakesNoEnvironmentAndDoesNotUseUpTheOnlyPlace() throws IOException {
        byte[] wrong = TOKEN.clone();
        wrong[0] = 1;
        FailingSuite counted = new FailingSuite();
        try (GymListener once = GymListener.open(port())) {
            CompletableFuture<String> foreign = CompletableFuture.supplyAsync(() -> refusal(counted, once));
            try (GymChannel channel = connect(once)) {
                assertThrows(IOException.class, () -> new GymServer(channel, null, wrong, PATIENCE_SECONDS));
            }
            assertEquals("a client does not know the token", foreign.join());
            assertEquals(0, counted.environments.get());
            assertTrue(once.isOpen());
            CompletableFuture<Void> own = CompletableFuture.runAsync(
                    () -> assertDoesNotThrow(() -> once.serve(counted, ENVIRONMENTS, TOKEN, true)));
            try (GymServer server = new GymServer(connect(once), null, TOKEN, PATIENCE_SECONDS)) {
                assertFalse(once.isOpen());
                assertEquals(ENVIRONMENTS, counted.environments.get());
                server.reset(0, 1);
            }
            own.join();
        }
    }

    private static String refusal(TaskSuite suite, GymListener where) {
        return String.valueOf(assertThrows(IOException.class, () -> where.serve(suite, ENVIRONMENTS, TOKEN, true))
                .getMessage());
    }

    @Test
    void anEnvironmentThatFailsEndsItsClientOnly() throws IOException {
        FailingSuite failing = new FailingSuite();
        failing.resetsFail = true;
        for (int count : new int[] {1, 2}) {
            String message = failure(failing, count, channel -> {
                ByteBuffer request = channel.request(GymProtocol.RESET, 4 + 16 * count);
                request.putInt(count);
                for (int i = 0; i < count; i++) {
                    request.putInt(i).putInt(0).putLong(1);
                }
            });
            assertEquals("an environment failed: java.lang.IllegalStateException: no reset", message);
        }
    }

    @Test
    void aMessageThatIsPartlyWrongBeginsNothing() throws IOException {
        FailingSuite failing = new FailingSuite();
        String message = failure(
                failing,
                2,
                channel -> channel.request(GymProtocol.RESET, 36)
                        .putInt(2)
                        .putInt(0)
                        .putInt(0)
                        .putLong(1)
                        .putInt(1)
                        .putInt(99)
                        .putLong(1));
        assertTrue(message.contains("no task 99"), message);
        assertEquals(0, failing.resets.size());
    }

    /** What a host says of its client after a request. */
    private static String failure(TaskSuite suite, int count, Consumer<GymChannel> request) throws IOException {
        try (GymListener listener = GymListener.open(null)) {
            String path = listener.address().substring("unix:".length());
            CompletableFuture<@Nullable String> served = CompletableFuture.supplyAsync(
                    () -> assertThrows(IOException.class, () -> listener.serve(suite, count, TOKEN, true))
                            .getMessage());
            try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
                    GymChannel channel = new GymChannel(socket)) {
                channel.connect(UnixDomainSocketAddress.of(path), 10);
                hello(channel);
                channel.ask(GymProtocol.SPEC, 10);
                assertFalse(Files.exists(Path.of(path).getParent()), "nobody comes after the last client");
                request.accept(channel);
                assertThrows(IOException.class, () -> channel.ask(GymProtocol.OBSERVATIONS, 10));
            }
            return String.valueOf(served.join());
        }
    }

    @Test
    void randomFramesNeitherCrashNorHang() throws IOException, InterruptedException {
        assertSurvives(FRAMES / 20);
    }

    @Test
    @Tag("long")
    void aHundredThousandRandomFramesNeitherCrashNorHang() throws IOException, InterruptedException {
        assertSurvives(FRAMES);
    }

    /** One thread serves all conversations: one that hung would keep the next from its beginning. */
    private void assertSurvives(int frames) throws IOException, InterruptedException {
        RandomStream random = RandomStream.of(3);
        ThreadGroup group = new ThreadGroup("fuzzed");
        int answered = 0;
        int refused = 0;
        try (GymListener fuzzed = GymListener.open(port())) {
            serving(group, fuzzed);
            while (answered < frames) {
                try (SocketChannel socket = socket(fuzzed);
                        GymChannel channel = new GymChannel(socket)) {
                    channel.patience(PATIENCE_SECONDS);
                    hello(channel);
                    channel.send();
                    assertEquals(GymProtocol.SPEC, channel.next());
                    resetAll(channel);
                    channel.send();
                    // Mostly of the right form, so that frames get far before they are refused.
                    while (channel.next() >= 0) {
                        answered++;
                        channel.patience(PATIENCE_SECONDS);
                        if (random.nextInt(100) == 0) {
                            socket.write(anything(random));
                            // A length beyond what comes is waited for; nothing comes any more.
                            socket.shutdownOutput();
                        } else {
                            frame(channel, random);
                            channel.send();
                        }
                    }
                    refused++;
                } catch (AsynchronousCloseException e) {
                    // Nobody but the patience closes it: there was no answer.
                    throw e;
                } catch (IOException e) {
                    // The host has left in the middle of a frame.
                    refused++;
                }
            }
        }
        assertTrue(refused > frames / 1000, "refused " + refused);
        long until = System.nanoTime() + (long) (PATIENCE_SECONDS * 1e9);
        while (group.activeCount() > 0) {
            assertTrue(System.nanoTime() < until, group.activeCount() + " of the host's threads have not ended");
            Thread.sleep(10);
        }
    }

    private static void hello(GymChannel channel) {
        channel.request(GymProtocol.HELLO, Short.BYTES + TOKEN.length)
                .putShort((short) GymProtocol.VERSION)
                .put(TOKEN);
    }

    /** Of several environments, which take the host's other threads. */
    private static void resetAll(GymChannel channel) {
        ByteBuffer request = channel.request(GymProtocol.RESET, 4 + 16 * ENVIRONMENTS);
        request.putInt(ENVIRONMENTS);
        for (int i = 0; i < ENVIRONMENTS; i++) {
            request.putInt(i).putInt(0).putLong(i);
        }
    }

    /** Bytes with a length before them that is theirs, none at all, or beyond the bound. */
    private static ByteBuffer anything(RandomStream random) {
        byte[] bytes = new byte[5 + random.nextInt(64)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        int[] lengths = {0, bytes.length - 4, bytes.length, GymChannel.MOST_BYTES, GymChannel.MOST_BYTES + 1, -1};
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(0, lengths[random.nextInt(lengths.length)]);
    }

    private void frame(GymChannel channel, RandomStream random) {
        int actions = original.specs().action().size();
        int index = random.nextInt(50) == 0 ? random.nextInt(4) : random.nextInt(ENVIRONMENTS);
        switch (random.nextInt(100)) {
            case 0 -> {
                byte[] anything = new byte[random.nextInt(64)];
                for (int i = 0; i < anything.length; i++) {
                    anything[i] = (byte) random.nextInt(256);
                }
                channel.request(random.nextInt(256), anything.length).put(anything);
            }
            case 1, 2, 3, 4, 5, 6, 7, 8, 9 ->
                channel.request(GymProtocol.RESET, 20)
                        .putInt(1)
                        .putInt(index)
                        .putInt(random.nextInt(served.tasks().size()))
                        .putLong(random.nextLong());
            default -> {
                ByteBuffer request = channel.request(GymProtocol.STEP, 8 + 4 * actions);
                request.putInt(1).putInt(index);
                for (float number : original.specs().action().sample(random)) {
                    request.putFloat(number);
                }
            }
        }
    }
}
