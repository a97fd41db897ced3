package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(listener.getLocalAddress());
        return new GymChannel(socket);
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
            try (GymChannel channel = connect()) {
                channel.patience(10);
                channel.request(GymProtocol.HELLO, Short.BYTES + TOKEN.length)
                        .putShort((short) GymProtocol.VERSION)
                        .put(TOKEN);
                channel.send();
                assertEquals(GymProtocol.SPEC, channel.next());
                // Mostly of the right form, so that frames get far before they are refused.
                do {
                    channel.patience(10);
                    frame(channel, random);
                    channel.send();
                    sent++;
                } while (channel.next() >= 0);
            } catch (IOException e) {
                // The host has left in the middle of a frame.
            }
        }
        assertTrue(conversations > frames / 1000, "refused " + conversations);
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
