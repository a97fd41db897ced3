package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that lies, stutters or falls silent can do to its client: nothing but an {@link IOException}. */
class GymProtocolTest {
    private static final int SPEC = 0x81;
    private static final int MUTATIONS = 100_000;
    private static final int CONVERSATIONS = 1_000;
    private static final int ANSWERS = 100_000;

    @TempDir
    Path folder;

    /** Two observations, one action, one task. */
    private static ByteBuffer spec() {
        ByteBuffer spec = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        spec.putShort((short) GymProtocol.VERSION).putInt(1).putInt(2);
        axis(spec, "observation-0");
        axis(spec, "observation-1");
        spec.putInt(1);
        axis(spec, "action-0");
        spec.putInt(100).putDouble(0.05).putInt(1);
        text(spec, "job");
        text(spec, "a job");
        text(spec, "tests");
        return spec.flip();
    }

    private static void axis(ByteBuffer to, String name) {
        text(to, name);
        to.putFloat(-1).putFloat(1);
    }

    private static void text(ByteBuffer to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.putShort((short) bytes.length).put(bytes);
    }

    @Test
    void whatAServerSaysOfItselfIsRead() throws IOException {
        GymSpec read = GymSpec.read(spec());
        assertEquals(2, read.specs().observation().size());
        assertEquals("action-0", read.specs().action().axes().get(0).name());
        assertEquals(100, read.specs().maxEpisodeSteps());
        assertEquals("job", read.tasks().get(0).id().name());
        assertEquals("tests", read.about());
    }

    @Test
    void anythingElseIsRefusedOrReadButNeverThrowsAnythingElse() {
        RandomStream random = RandomStream.of(1);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            ByteBuffer spec = spec();
            for (int change = random.nextInt(4); change >= 0; change--) {
                spec.put(random.nextInt(spec.limit()), (byte) random.nextInt(256));
            }
            if (random.nextInt(4) == 0) {
                spec.limit(random.nextInt(spec.limit()));
            }
            try {
                GymSpec.read(spec);
            } catch (IOException expected) {
                refused++;
            }
        }
        assertTrue(refused > MUTATIONS / 4 && refused < MUTATIONS, "refused " + refused);
    }

    @Test
    void randomAnswersEndTheConversation() throws Exception {
        RandomStream random = RandomStream.of(2);
        for (int i = 0; i < CONVERSATIONS; i++) {
            ByteBuffer answer = ByteBuffer.allocate(4 + random.nextInt(200)).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < answer.capacity(); at++) {
                answer.put(at, (byte) random.nextInt(256));
            }
            boolean head = random.nextInt(2) == 0;
            if (head) {
                answer.putInt(0, answer.capacity() - 4);
            }
            converse(answer, 5);
        }
    }

    @Test
    void answersOfWhatWasAskedLaterEndTheConversationAtMost() throws Exception {
        RandomStream random = RandomStream.of(3);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        int left = 0;
        int answered = 0;
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(address);
            while (answered < ANSWERS) {
                try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                        GymChannel channel = new GymChannel(client)) {
                    channel.connect(address, 5);
                    try (SocketChannel server = listener.accept()) {
                        server.write(frame(SPEC, spec()));
                        GymServer asked = new GymServer(channel, null, new byte[GymProtocol.TOKEN_BYTES], 5);
                        answer(server, frame(GymProtocol.OBSERVATIONS, ByteBuffer.allocate(8)), random);
                        asked.reset(0, 1);
                        for (int i = 0; i < 100; i++) {
                            answered++;
                            answer(server, frame(GymProtocol.STEPS, ByteBuffer.allocate(13)), random);
                            asked.step(new float[1]);
                        }
                    } catch (IOException expected) {
                        // Nothing that is sent, or left out, may have it wait.
                        assertFalse(String.valueOf(expected.getMessage()).contains("nothing came within"));
                        left++;
                    }
                }
            }
        }
        assertTrue(left > ANSWERS / 1000, "left " + left);
    }

    private static ByteBuffer frame(int type, ByteBuffer payload) {
        ByteBuffer frame = ByteBuffer.allocate(5 + payload.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        return frame.putInt(1 + payload.remaining())
                .put((byte) type)
                .put(payload)
                .flip();
    }

    /** Sends it, one in fifty with other bytes, another length, or cut off. */
    private static void answer(SocketChannel server, ByteBuffer frame, RandomStream random) throws IOException {
        switch (random.nextInt(150)) {
            case 0 -> frame.put(random.nextInt(frame.limit()), (byte) random.nextInt(256));
            case 1 -> frame.putInt(0, random.nextInt(2) == 0 ? random.nextInt(40) : (int) random.nextLong());
            case 2 -> frame.limit(random.nextInt(frame.limit()));
            default -> {
                server.write(frame);
                return;
            }
        }
        server.write(frame);
        // A length beyond what comes is waited for; nothing comes any more.
        server.shutdownOutput();
    }

    @ParameterizedTest
    @ValueSource(ints = {GymChannel.MOST_BYTES + 1, Integer.MAX_VALUE, -1})
    void aLengthBeyondTheBoundIsRefusedBeforeAnythingIsAllocated(int length) throws Exception {
        ByteBuffer answer = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
        answer.putInt(0, length).put(4, (byte) SPEC);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(address);
            try (GymChannel channel = new GymChannel(SocketChannel.open(address));
                    SocketChannel server = listener.accept()) {
                server.write(answer);
                int before = channel.payload().capacity();
                channel.patience(5);
                String why = assertThrows(IOException.class, channel::next).getMessage();
                assertEquals(
                        "a frame has 1 to " + GymChannel.MOST_BYTES + " bytes, not " + Integer.toUnsignedString(length),
                        why);
                assertEquals(before, channel.payload().capacity());
            }
        }
    }

    @Test
    void silenceIsNotWaitedForForever() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertTrue(converse(ByteBuffer.allocate(0), 0.3).contains("nothing came within 0.3 s")));
    }

    /** Gives one answer to whatever a client asks; returns why the client gave up. */
    private String converse(ByteBuffer answer, double patience) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        java.nio.file.Files.deleteIfExists(address.getPath());
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(address);
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                client.connect(address);
                try (SocketChannel server = listener.accept();
                        GymChannel channel = new GymChannel(client)) {
                    server.write(answer);
                    if (answer.capacity() > 0) {
                        server.shutdownOutput();
                    }
                    String why = assertThrows(
                                    IOException.class,
                                    () -> new GymServer(channel, null, new byte[GymProtocol.TOKEN_BYTES], patience))
                            .getMessage();
                    assertNotNull(why);
                    return why;
                }
            }
        }
    }
}
