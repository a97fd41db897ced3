package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeEnvsTest {
    private static final String READY = "ready tcp:127.0.0.1:";

    @TempDir
    Path folder;

    @Test
    void onceEndsAfterTheFirstClientThatKnowsTheToken() throws IOException, InterruptedException {
        Process process = Child.start(
                folder,
                Child.classPath(),
                List.of("serve-envs", "planar/easy", "--once", "--port", "0"),
                Map.of("REPRISE_GYM_TOKEN", "07".repeat(32)));
        String said = "";
        while (!said.endsWith("\n")) {
            assertTrue(process.isAlive());
            Thread.sleep(20);
            said = Files.readString(folder.resolve("out.txt"));
        }
        int port = Integer.parseInt(said.substring(READY.length()).strip());
        try (Socket foreign = hello(port, 8)) {
            assertEquals(-1, foreign.getInputStream().read());
        }
        try (Socket own = hello(port, 7)) {
            assertTrue(own.getInputStream().read() >= 0);
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertEquals("reprise: a client was left: a client does not know the token\n", Child.errors(folder));
    }

    /** A client whose token has one byte all over. */
    private static Socket hello(int port, int token) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        ByteBuffer hello = ByteBuffer.allocate(39).order(ByteOrder.LITTLE_ENDIAN);
        hello.putInt(35).put((byte) 1).putShort((short) 1);
        while (hello.hasRemaining()) {
            hello.put((byte) token);
        }
        socket.getOutputStream().write(hello.array());
        return socket;
    }
}
