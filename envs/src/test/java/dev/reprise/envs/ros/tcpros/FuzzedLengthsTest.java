package dev.reprise.envs.ros.tcpros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.reprise.envs.random.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Lengths that say anything: what is read and what memory is taken follows from the bytes that come. */
class FuzzedLengthsTest {
    private static final int STREAMS = 100_000;
    private static final int LONGEST = 64 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Good frames, whose lengths are then changed: by little, to anything or to the most that is allowed. */
    private static byte[] stream(RandomStream random) {
        ByteBuffer out = ByteBuffer.allocate(600).order(ByteOrder.LITTLE_ENDIAN);
        int frames = 1 + random.nextInt(4);
        for (int i = 0; i < frames; i++) {
            int length = random.nextInt(100);
            int told = switch (random.nextInt(6)) {
                case 0 -> length + random.nextInt(9) - 4;
                case 1 -> (int) random.nextLong();
                case 2 -> LONGEST - random.nextInt(2);
                default -> length;
            };
            out.putInt(told);
            out.position(out.position() + length);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    @Test
    void framesTakeTheMemoryOfTheirBytes() {
        RandomStream random = RandomStream.named(12, "streams");
        int whole = 0;
        int tooLong = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] bytes = stream(random);
            FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes), LONGEST);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            IOException end = null;
            while (end == null) {
                try {
                    assertTrue(reader.next().remaining() <= bytes.length);
                    whole++;
                } catch (IOException e) {
                    end = e;
                }
            }
            tooLong += end instanceof FrameReader.TooLongException ? 1 : 0;
            long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            // The buffer is doubled once when it is full; an exception has its trace.
            assertTrue(taken < 32_768, () -> bytes.length + " bytes took " + taken);
        }
        assertTrue(whole > STREAMS, "whole frames: " + whole);
        assertTrue(tooLong > STREAMS / 10, "too long: " + tooLong);
    }

    @Test
    void headersAreReadOrRefused() throws Exception {
        byte[] valid = new ConnectionHeader(Map.of("callerid", "/x", "topic", "/joint_states", "md5sum", "*")).encode();
        byte[] fields = Arrays.copyOfRange(valid, Integer.BYTES, valid.length);
        assertEquals("/x", ConnectionHeader.decode(fields).get("callerid"));
        RandomStream random = RandomStream.named(13, "headers");
        int read = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] changed = fields.clone();
            int changes = 1 + random.nextInt(3);
            for (int k = 0; k < changes; k++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                assertTrue(ConnectionHeader.decode(changed).fields().size() <= 3);
                read++;
            } catch (IOException e) {
                // As most of them are.
            }
            long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(taken < 16_384, () -> changed.length + " bytes took " + taken);
        }
        assertTrue(read > 0 && read < STREAMS, "read " + read);
        assertThrows(IOException.class, () -> ConnectionHeader.decode(new byte[] {-1, -1, -1, 127}));
    }

    @Test
    void aHeaderThatIsTooLongIsRefusedThoughItIsWhole() throws Exception {
        assertEquals(1, received(header(ConnectionHeader.LONGEST)).fields().size());
        IOException e = assertThrows(IOException.class, () -> received(header(ConnectionHeader.LONGEST + 1)));
        assertTrue(String.valueOf(e.getMessage()).contains("at most " + ConnectionHeader.LONGEST), e.getMessage());
    }

    /** @param size in bytes, without its own length */
    private static byte[] header(int size) {
        String sign = "x=";
        byte[] bytes = new ConnectionHeader(Map.of("x", "a".repeat(size - Integer.BYTES - sign.length()))).encode();
        assertEquals(Integer.BYTES + size, bytes.length);
        return bytes;
    }

    private static ConnectionHeader received(byte[] bytes) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket sender = new Socket(loopback, server.getLocalPort());
                Socket receiver = server.accept()) {
            sender.getOutputStream().write(bytes);
            return ConnectionHeader.receive(receiver, System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
        }
    }
}
