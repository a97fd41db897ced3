package dev.reprise.envs.ros.xmlrpc;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads calls and answers. */
final class XmlRpcReader {
    private static final int DEEPEST = 64;

    private final XMLStreamReader xml;

    private XmlRpcReader(byte[] document) throws XMLStreamException {
        // Not newFactory(): which parser is used is not for the class path to say.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Decoded here, because the parser prints what it thinks of broken UTF-8.
        xml = factory.createXMLStreamReader(new StringReader(new String(document, StandardCharsets.UTF_8)));
    }

    private interface Part<T> {
        T read(XmlRpcReader in) throws XMLStreamException, XmlRpcFault;
    }

    /** @throws IOException in one sentence, when the document is no call */
    static XmlRpcCall call(byte[] document) throws IOException {
        return whole(document, XmlRpcReader::call);
    }

    /** @throws IOException in one sentence, when the document is no answer; a {@link XmlRpcFault} when it is a fault */
    static Object answer(byte[] document) throws IOException {
        return whole(document, XmlRpcReader::answer);
    }

    private static <T> T whole(byte[] document, Part<T> part) throws IOException {
        try {
            return part.read(new XmlRpcReader(document));
        } catch (XMLStreamException e) {
            throw new IOException("no XML-RPC: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // The JDK's parser throws these on some broken documents.
            throw new IOException("no XML-RPC: " + e, e);
        }
    }

    private XmlRpcCall call() throws XMLStreamException {
        open("methodCall");
        open("methodName");
        String method = xml.getElementText().strip();
        List<Object> arguments = new ArrayList<>();
        if (tag() == XMLStreamConstants.START_ELEMENT) {
            expect("params");
            while (tag() == XMLStreamConstants.START_ELEMENT) {
                expect("param");
                arguments.add(parameter());
            }
        }
        return new XmlRpcCall(method, List.copyOf(arguments));
    }

    private Object answer() throws XMLStreamException, XmlRpcFault {
        open("methodResponse");
        tag();
        if (xml.getLocalName().equals("fault")) {
            open("value");
            Object fault = value(0);
            if (fault instanceof Map<?, ?> map && map.get("faultCode") instanceof Integer code) {
                throw new XmlRpcFault(code, String.valueOf(map.get("faultString")));
            }
            throw new XMLStreamException("a fault without a code");
        }
        expect("params");
        open("param");
        return parameter();
    }

    private Object parameter() throws XMLStreamException {
        open("value");
        Object value = value(0);
        close("param");
        return value;
    }

    /** Reads the rest of a value, whose opening tag has been read. */
    private Object value(int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("values lie more than " + DEEPEST + " deep");
        }
        StringBuilder bare = new StringBuilder();
        int event = xml.next();
        while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                bare.append(xml.getText());
            } else if (event != XMLStreamConstants.COMMENT && event != XMLStreamConstants.PROCESSING_INSTRUCTION) {
                throw new XMLStreamException("a value has something odd in it");
            }
            event = xml.next();
        }
        if (event == XMLStreamConstants.END_ELEMENT) {
            return bare.toString();
        }
        Object value = typed(xml.getLocalName(), depth);
        close("value");
        return value;
    }

    private Object typed(String type, int depth) throws XMLStreamException {
        return switch (type) {
            case "string", "dateTime.iso8601" -> xml.getElementText();
            case "int", "i4" -> Integer.valueOf(xml.getElementText().strip());
            case "double" -> Double.valueOf(xml.getElementText().strip());
            case "boolean" -> truth(xml.getElementText().strip());
            case "base64" -> Base64.getMimeDecoder().decode(xml.getElementText());
            case "array" -> array(depth);
            case "struct" -> struct(depth);
            default -> throw new XMLStreamException("values of type '" + type + "' are unknown");
        };
    }

    private static Boolean truth(String text) throws XMLStreamException {
        return switch (text) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new XMLStreamException("a boolean is 0 or 1, not '" + text + "'");
        };
    }

    private List<Object> array(int depth) throws XMLStreamException {
        open("data");
        List<Object> values = new ArrayList<>();
        while (tag() == XMLStreamConstants.START_ELEMENT) {
            expect("value");
            values.add(value(depth + 1));
        }
        close("array");
        return List.copyOf(values);
    }

    private Map<String, Object> struct(int depth) throws XMLStreamException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (tag() == XMLStreamConstants.START_ELEMENT) {
            expect("member");
            open("name");
            String name = xml.getElementText();
            open("value");
            values.put(name, value(depth + 1));
            close("member");
        }
        return values;
    }

    /** Moves to the next tag, over blanks and comments. */
    private int tag() throws XMLStreamException {
        int event = xml.next();
        while ((event == XMLStreamConstants.CHARACTERS && xml.isWhiteSpace())
                || event == XMLStreamConstants.SPACE
                || event == XMLStreamConstants.COMMENT
                || event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
            event = xml.next();
        }
        if (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
            throw new XMLStreamException("an element was expected");
        }
        return event;
    }

    private void open(String name) throws XMLStreamException {
        if (tag() != XMLStreamConstants.START_ELEMENT) {
            throw new XMLStreamException("<" + name + "> was expected");
        }
        expect(name);
    }

    private void close(String name) throws XMLStreamException {
        if (tag() != XMLStreamConstants.END_ELEMENT) {
            throw new XMLStreamException("</" + name + "> was expected");
        }
        expect(name);
    }

    private void expect(String name) throws XMLStreamException {
        if (!xml.getLocalName().equals(name)) {
            throw new XMLStreamException("'" + name + "' was expected, not '" + xml.getLocalName() + "'");
        }
    }
}
