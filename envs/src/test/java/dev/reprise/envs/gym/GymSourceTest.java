package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that cannot be had, and the sentence that says why. No Python is needed. */
class GymSourceTest {
    private static final String TOKEN = "00".repeat(GymProtocol.TOKEN_BYTES);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"echo 'ready unix:/nowhere/socket'; cat", "cat", "exit 1"})
    void aServerThatIsNoneIsToldWithItsLastWords(String script) throws IOException {
        Path python = Files.writeString(
                folder.resolve("python"), "#!/bin/sh\necho 'it broke' >&2\nexec 2>&-\n" + script + "\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
        String message = refused(GymSource.started(python.toString(), "any", 1));
        assertTrue(message.endsWith("; it said last: it broke"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:127.0.0.1:x", "tcp:127.0.0.1:70000", "tcp:1", "tcp:192.0.2.1:80"})
    void aWrongAddressIsSaidInASentence(String address) {
        String message = refused(GymSource.at(address, TOKEN, 5));
        assertTrue(message.contains("tcp:127.0.0.1:PORT, not '" + address + "'"), message);
    }

    @Test
    void aServerThatTakesNobodyUpIsNotWaitedForForever() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(address, 1);
            assertThrows(IOException.class, () -> fill(address, waiting));
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                String message = refused(GymSource.at("unix:" + address.getPath(), TOKEN, 0.3));
                assertTrue(message.contains("nothing came within 0.3 s"), message);
            });
        } finally {
            for (SocketChannel one : waiting) {
                one.close();
            }
        }
    }

    /** Connects without waiting until there is no more room to wait in. */
    private static void fill(UnixDomainSocketAddress address, List<SocketChannel> waiting) throws IOException {
        for (int i = 0; i < 1000; i++) {
            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
            waiting.add(one);
            one.configureBlocking(false);
            if (!one.connect(address)) {
                throw new IOException("full");
            }
        }
    }

    private static String refused(GymSource source) {
        String message = assertThrows(IOException.class, source::open).getMessage();
        assertNotNull(message);
        return message;
    }
}
