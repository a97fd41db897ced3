package dev.reprise.envs.ros.xmlrpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class XmlRpcTest {
    private static final int DOCUMENTS = 100_000;

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

    @Test
    @Tag("long")
    void randomDocumentsNeverThrowAnythingElse() {
        byte[] call = XmlRpcWriter.call(new XmlRpcCall(
                "publisherUpdate",
                List.of("/master", "/joint_states", List.of("http://127.0.0.1:1/"), Map.of("a", 1.5))));
        byte[] answer = XmlRpcWriter.answer(List.of(1, "", List.of(true, 2.5, "x")));
        RandomStream random = RandomStream.named(9, "documents");
        int understood = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            boolean isCall = i % 2 == 0;
            byte[] document = (isCall ? call : answer).clone();
            int changes = 1 + random.nextInt(3);
            for (int k = 0; k < changes; k++) {
                int at = random.nextInt(document.length);
                document[at] =
                        random.nextInt(2) == 0 ? (byte) random.nextInt(256) : document[random.nextInt(document.length)];
            }
            try {
                Object read = isCall ? XmlRpcReader.call(document) : XmlRpcReader.answer(document);
                understood += read == null ? 0 : 1;
            } catch (IOException e) {
                // As it should be.
            }
        }
        assertTrue(understood > 0 && understood < DOCUMENTS, "understood " + understood);
    }
}
