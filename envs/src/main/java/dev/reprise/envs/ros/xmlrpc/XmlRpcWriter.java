package dev.reprise.envs.ros.xmlrpc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Writes calls and answers. Without a blank between elements, because roscpp's reader is a simple one. */
final class XmlRpcWriter {
    private static final String HEAD = "<?xml version=\"1.0\"?>\n";

    private final StringBuilder xml = new StringBuilder(HEAD);

    static byte[] call(XmlRpcCall call) {
        XmlRpcWriter out = new XmlRpcWriter();
        out.xml.append("<methodCall><methodName>");
        out.text(call.method());
        out.xml.append("</methodName><params>");
        for (Object argument : call.arguments()) {
            out.parameter(argument);
        }
        out.xml.append("</params></methodCall>\n");
        return out.bytes();
    }

    static byte[] answer(Object value) {
        XmlRpcWriter out = new XmlRpcWriter();
        out.xml.append("<methodResponse><params>");
        out.parameter(value);
        out.xml.append("</params></methodResponse>\n");
        return out.bytes();
    }

    static byte[] fault(XmlRpcFault fault) {
        XmlRpcWriter out = new XmlRpcWriter();
        out.xml.append("<methodResponse><fault>");
        out.value(Map.of("faultCode", fault.code(), "faultString", String.valueOf(fault.getMessage())));
        out.xml.append("</fault></methodResponse>\n");
        return out.bytes();
    }

    private byte[] bytes() {
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void parameter(Object value) {
        xml.append("<param>");
        value(value);
        xml.append("</param>");
    }

    private void value(Object value) {
        xml.append("<value>");
        if (value instanceof String text) {
            xml.append("<string>");
            text(text);
            xml.append("</string>");
        } else if (value instanceof Integer number) {
            xml.append("<int>").append(number).append("</int>");
        } else if (value instanceof Boolean truth) {
            xml.append("<boolean>").append(truth ? 1 : 0).append("</boolean>");
        } else if (value instanceof Double number) {
            xml.append("<double>").append(number).append("</double>");
        } else if (value instanceof byte[] bytes) {
            xml.append("<base64>")
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append("</base64>");
        } else if (value instanceof List<?> list) {
            xml.append("<array><data>");
            list.forEach(this::value);
            xml.append("</data></array>");
        } else if (value instanceof Map<?, ?> map) {
            xml.append("<struct>");
            map.forEach(this::member);
            xml.append("</struct>");
        } else {
            throw new IllegalArgumentException(
                    "XML-RPC has no " + value.getClass().getName());
        }
        xml.append("</value>");
    }

    private void member(Object name, Object value) {
        xml.append("<member><name>");
        text((String) name);
        xml.append("</name>");
        value(value);
        xml.append("</member>");
    }

    private void text(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '\r' -> xml.append("&#13;");
                default -> xml.appendCodePoint(isXml(c) ? c : '\uFFFD');
            }
        });
    }

    /** Whether XML 1.0 has the character. */
    private static boolean isXml(int c) {
        return (c >= ' ' && c < 0xD800) || c == '\t' || c == '\n' || (c > 0xDFFF && c < 0xFFFE) || c > 0xFFFF;
    }
}
