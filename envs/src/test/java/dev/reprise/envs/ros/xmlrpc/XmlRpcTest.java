package dev.reprise.envs.ros.xmlrpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.reprise.envs.random.RandomStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class XmlRpcTest {
    private static final int DOCUMENTS = 100_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final byte[] CALL = XmlRpcWriter.call(new XmlRpcCall(
            "publisherUpdate", List.of("/master", "/joint_states", List.of("http://127.0.0.1:1/"), Map.of("a", 1.5))));

    @Test
    void valuesComeBackAsTheyWent() throws Exception {
        List<Object> values = List.of(
                true,
                -1,
                0.1,
                Double.MAX_VALUE,
                "<ä> & \"b\"\r\n\t 😀",
                "",
                "  kept  ",
                List.of(),
                List.of(1, List.of("x")),
                Map.of("a", 1, "b", Map.of("c", List.of())));
        assertEquals(values, XmlRpcReader.answer(XmlRpcWriter.answer(values)));
        XmlRpcCall call = new XmlRpcCall("registerPublisher", values);
        assertEquals(call, XmlRpcReader.call(XmlRpcWriter.call(call)));
        byte[] bytes = {0, -1, 5};
        assertArrayEquals(bytes, assertInstanceOf(byte[].class, XmlRpcReader.answer(XmlRpcWriter.answer(bytes))));
    }

    @Test
    void whatXmlCannotSayIsReplaced() throws Exception {
        assertEquals("a\uFFFDb\uFFFD", XmlRpcReader.answer(XmlRpcWriter.answer("a\u0000b\uFFFE")));
    }

    @Test
    void faultsAreThrown() {
        byte[] fault = XmlRpcWriter.fault(new XmlRpcFault(7, "no <such> thing"));
        XmlRpcFault thrown = assertThrows(XmlRpcFault.class, () -> XmlRpcReader.answer(fault));
        assertEquals(7, thrown.code());
        assertEquals("no <such> thing", thrown.getMessage());
    }

    @Test
    void otherWritersAreUnderstood() throws Exception {
        // Python's way: with line feeds between elements; a bare text is a string, i4 is an int.
        String python = """
                <?xml version='1.0'?>
                <methodResponse>
                <params>
                <param>
                <value><array><data>
                <value><int>1</int></value>
                <value>current pid</value>
                <value><i4>42</i4></value>
                </data></array></value>
                </param>
                </params>
                </methodResponse>
                """;
        assertEquals(List.of(1, "current pid", 42), read(python));
    }

    private static Object read(String document) throws IOException {
        return XmlRpcReader.answer(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void doctypesEntitiesAndDepthAreRefused() {
        String value = "<methodResponse><params><param><value>%s</value></param></params></methodResponse>";
        String doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        assertThrows(IOException.class, () -> read(doctype + value.formatted("&e;")));
        assertThrows(IOException.class, () -> read(doctype + value.formatted("<int>1</int>")));
        assertThrows(IOException.class, () -> read(value.formatted("&e;")));
        String deep = "<array><data><value>".repeat(1000) + "</value></data></array>".repeat(1000);
        IOException e = assertThrows(IOException.class, () -> read(value.formatted(deep)));
        assertTrue(String.valueOf(e.getMessage()).contains("deep"), e.getMessage());
    }

    private static byte[] mutated(byte[] valid, RandomStream random) {
        byte[] document = valid.clone();
        int changes = 1 + random.nextInt(3);
        for (int k = 0; k < changes; k++) {
            int at = random.nextInt(document.length);
            document[at] =
                    random.nextInt(2) == 0 ? (byte) random.nextInt(256) : document[random.nextInt(document.length)];
        }
        return document;
    }

    @Test
    @Tag("long")
    void randomDocumentsNeverThrowAnythingElse() {
        byte[] answer = XmlRpcWriter.answer(List.of(1, "", List.of(true, 2.5, "x")));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RandomStream random = RandomStream.named(9, "documents");
        int understood = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            boolean isCall = i % 2 == 0;
            byte[] document = mutated(isCall ? CALL : answer, random);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                Object read = isCall ? XmlRpcReader.call(document) : XmlRpcReader.answer(document);
                understood += read == null ? 0 : 1;
            } catch (IOException e) {
                // As it should be.
            }
            long taken = threads.getCurrentThreadAllocatedBytes() - before;
            // The JDK's parser takes the same for a document of ten bytes.
            assertTrue(taken < 1 << 20, () -> document.length + " bytes took " + taken);
        }
        assertTrue(understood > 0 && understood < DOCUMENTS, "understood " + understood);
    }

    private static XmlRpcServer server(int longestCall, XmlRpcServer.Methods methods) throws IOException {
        return new XmlRpcServer(InetAddress.getLoopbackAddress(), 0, peer -> true, longestCall, methods);
    }

    private static URI at(XmlRpcServer server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /** The status that a body is answered with. */
    private static int status(XmlRpcServer server, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at(server))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aCallThatIsLongerThanAllowedIsRefused() throws Exception {
        try (XmlRpcServer server = server(CALL.length, (method, arguments) -> method)) {
            assertEquals(200, status(server, CALL));
            // A line feed after the end of the document.
            byte[] longer = Arrays.copyOf(CALL, CALL.length + 1);
            longer[CALL.length] = '\n';
            assertEquals(413, status(server, longer));
        }
    }

    @Test
    void anAnswerThatIsLongerThanAllowedIsGivenUp() throws Exception {
        String answer = "x".repeat(1 << 20);
        int length = XmlRpcWriter.answer(answer).length;
        try (XmlRpcServer server = server(1000, (method, arguments) -> answer)) {
            Duration patience = Duration.ofSeconds(10);
            assertEquals(answer, new XmlRpcClient(patience, length).call(at(server), "getParam", "/test"));
            for (int less : new int[] {1000, length - 1}) {
                XmlRpcClient client = new XmlRpcClient(patience, less);
                IOException e = assertThrows(IOException.class, () -> client.call(at(server), "getParam", "/test"));
                assertTrue(String.valueOf(e.getMessage()).contains("more than " + less + " bytes"), e.getMessage());
            }
        }
    }

    @Test
    void whoIsNotWelcomeIsRefused() throws Exception {
        AtomicInteger called = new AtomicInteger();
        XmlRpcServer.Methods methods = (method, arguments) -> called.incrementAndGet();
        try (XmlRpcServer server =
                new XmlRpcServer(InetAddress.getLoopbackAddress(), 0, peer -> false, CALL.length, methods)) {
            assertEquals(403, status(server, CALL));
            assertEquals(0, called.get());
        }
    }

    /** One connection after the other as long as they are kept: every body is answered, whatever it is. */
    @Test
    @Tag("long")
    void randomBodiesOverHttpAreAllAnswered() throws Exception {
        AtomicInteger called = new AtomicInteger();
        RandomStream random = RandomStream.named(11, "bodies");
        try (XmlRpcServer server = server(1 << 16, (method, arguments) -> {
                    called.incrementAndGet();
                    return List.of(1, method, 0);
                });
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            for (int i = 0; i < DOCUMENTS; i++) {
                byte[] body = mutated(CALL, random);
                byte[] head = ("POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                byte[] request = Arrays.copyOf(head, head.length + body.length);
                System.arraycopy(body, 0, request, head.length, body.length);
                socket.getOutputStream().write(request);
                answered(socket.getInputStream());
            }
            Object answer = new XmlRpcClient(Duration.ofSeconds(5), 1 << 16).call(at(server), "getPid", "/x");
            assertEquals(List.of(1, "getPid", 0), answer);
        }
        assertTrue(called.get() > 1 && called.get() < DOCUMENTS, "understood " + called);
    }

    /** Reads an answer, which must be XML-RPC. */
    private static void answered(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertTrue(next >= 0, "the connection was closed after: " + head);
            head.append((char) next);
        }
        assertTrue(head.toString().startsWith("HTTP/1.1 200"), head.toString());
        Matcher length = LENGTH.matcher(head);
        assertTrue(length.find(), head.toString());
        byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
        try {
            XmlRpcReader.answer(body);
        } catch (XmlRpcFault e) {
            // As it should be, where the call was none.
        }
    }
}
