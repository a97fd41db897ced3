package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A suite of ours behind the protocol: what a client sees of it, and what a bad client can do to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GymHostTest implements EnvironmentContract {
    private static final byte[] TOKEN = new byte[GymProtocol.TOKEN_BYTES];
    private static final int FRAMES = 100_000;
    private static final int ENVIRONMENTS = 2;

    private final TaskSuite original = new PlanarSuite.Easy();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();

    private ServerSocketChannel listener;
    private GymSuite served;

    @BeforeAll
    void listen(@TempDir Path folder) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(address);
        Thread thread = new Thread(this::accept, "accept");
        thread.setDaemon(true);
        thread.start();
        served = new GymSuite(
                "test/planar",
                GymSource.at("unix:" + address.getPath(), HexFormat.of().formatHex(TOKEN), 10));
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                Thread thread = new Thread(() -> serve(client), "client");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (AsynchronousCloseException e) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel client) {
        try (GymHost host = new GymHost(original, ENVIRONMENTS)) {
            host.converse(client, TOKEN);
        } catch (IOException e) {
            // A client that breaks the protocol is left.
        } catch (RuntimeException | Error e) {
            surprises.add(e);
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
        try (GymChannel channel = connect()) {
            String why = assertThrows(IOException.class, () -> new GymServer(channel, null, wrong, 10))
                    .getMessage();
            assertNotNull(why);
            assertTrue(why.contains("closed the connection"), why);
        }
    }

    private GymChannel connect() throws IOException {
        return new GymChannel(socket());
    }

    private SocketChannel socket() throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(listener.getLocalAddress());
        return socket;
    }

    @Test
    void anEnvironmentThatFailsEndsItsClientOnly() throws IOException {
        TaskSuite failing = new Failing(original);
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
        Failing failing = new Failing(original);
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
        assertEquals(0, failing.resets.get());
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
                channel.request(GymProtocol.HELLO, Short.BYTES + TOKEN.length)
                        .putShort((short) GymProtocol.VERSION)
                        .put(TOKEN);
                channel.ask(GymProtocol.SPEC, 10);
                assertFalse(Files.exists(Path.of(path).getParent()), "nobody comes after the last client");
                request.accept(channel);
                assertThrows(IOException.class, () -> channel.ask(GymProtocol.OBSERVATIONS, 10));
            }
            return String.valueOf(served.join());
        }
    }

    /** Its environments cannot be reset. */
    private static final class Failing implements TaskSuite {
        private final TaskSuite sound;
        final AtomicInteger resets = new AtomicInteger();

        Failing(TaskSuite sound) {
            this.sound = sound;
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public EnvironmentSpecs specs() {
            return sound.specs();
        }

        @Override
        public List<Task> tasks() {
            return sound.tasks();
        }

        @Override
        public Environment newEnvironment() {
            return new Environment() {
                @Override
                public EnvironmentSpecs specs() {
                    return sound.specs();
                }

                @Override
                public Pacing pacing() {
                    return Pacing.LOCKSTEP;
                }

                @Override
                public TimeStep.First reset(TaskId task, long seed) {
                    resets.incrementAndGet();
                    throw new IllegalStateException("no reset");
                }

                @Override
                public TimeStep step(float[] action) {
                    throw new IllegalStateException("no step");
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void randomFramesNeitherCrashNorHang() throws IOException {
        assertSurvives(FRAMES / 20);
    }

    @Test
    @Tag("long")
    void aHundredThousandRandomFramesNeitherCrashNorHang() throws IOException {
        assertSurvives(FRAMES);
    }

    private void assertSurvives(int frames) throws IOException {
        RandomStream random = RandomStream.of(3);
        int sent = 0;
        int conversations = 0;
        while (sent < frames) {
            conversations++;
            try (SocketChannel socket = socket();
                    GymChannel channel = new GymChannel(socket)) {
                channel.patience(10);
                channel.request(GymProtocol.HELLO, Short.BYTES + TOKEN.length)
                        .putShort((short) GymProtocol.VERSION)
                        .put(TOKEN);
                channel.send();
                assertEquals(GymProtocol.SPEC, channel.next());
                // Mostly of the right form, so that frames get far before they are refused.
                do {
                    channel.patience(10);
                    sent++;
                    if (random.nextInt(100) == 0) {
                        socket.write(anything(random));
                        // A length beyond what comes is waited for; nothing comes any more.
                        socket.shutdownOutput();
                    } else {
                        frame(channel, random);
                        channel.send();
                    }
                } while (channel.next() >= 0);
            } catch (IOException e) {
                // The host has left in the middle of a frame.
            }
        }
        assertTrue(conversations > frames / 1000, "refused " + conversations);
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
