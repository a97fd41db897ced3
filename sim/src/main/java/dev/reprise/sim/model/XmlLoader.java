package dev.reprise.sim.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a model file and what it includes into one tree. Documents cannot make it read anything else: there are no
 * document types, entities or network. Size, depth and number of elements have limits.
 */
final class XmlLoader {
    private static final long MAX_BYTES = 32L << 20;
    private static final int MAX_DEPTH = 256;
    private static final int MAX_ELEMENTS = 200_000;

    private final Path folder;
    private final Set<Path> read = new HashSet<>();
    private int elements;

    private XmlLoader(Path folder) {
        this.folder = folder;
    }

    /** The root of a file, its includes in place. Their paths are relative to this file's folder, as in MuJoCo. */
    static XmlElement load(Path main) {
        Path folder = main.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new MjcfException(main + ": is a folder; give a file");
        }
        XmlLoader loader = new XmlLoader(folder);
        loader.read.add(main.toAbsolutePath().normalize());
        XmlElement root = loader.parse(main, main + ": cannot be read");
        if (!root.name().equals("mujoco")) {
            throw root.error("the root is <" + root.name() + ">; a model's is <mujoco>");
        }
        return loader.resolved(root);
    }

    private XmlElement resolved(XmlElement element) {
        List<XmlElement> children = new ArrayList<>();
        for (XmlElement child : element.children()) {
            if (child.name().equals("include")) {
                children.addAll(included(child));
            } else {
                children.add(resolved(child));
            }
        }
        return new XmlElement(
                element.name(), element.file(), element.line(), element.attributes(), List.copyOf(children));
    }

    private List<XmlElement> included(XmlElement include) {
        if (!include.attributes().keySet().equals(Set.of("file"))
                || !include.children().isEmpty()) {
            throw include.error("<include> takes the attribute 'file' and nothing else");
        }
        Path relative = Attributes.of(include).path("file");
        Path file = folder.resolve(relative).normalize();
        if (!read.add(file)) {
            throw include.error("'" + relative + "' is already part of the model; include each file once");
        }
        XmlElement root = parse(file, include.place() + ": the included file cannot be read");
        if (!root.name().equals("mujocoinclude") && !root.name().equals("mujoco")) {
            throw root.error("the root is <" + root.name() + ">; an included file's is <mujocoinclude>");
        }
        return resolved(root).children();
    }

    private XmlElement parse(Path file, String unreadable) {
        try {
            if (Files.isDirectory(file)) {
                throw new MjcfException(unreadable + " (it is a folder)");
            }
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new MjcfException(file + ": has " + size + " bytes; at most " + MAX_BYTES + " are read");
            }
            try (InputStream in = Files.newInputStream(file)) {
                XMLStreamReader reader = factory().createXMLStreamReader(in);
                try {
                    return document(reader, file);
                } finally {
                    reader.close();
                }
            }
        } catch (IOException e) {
            throw new MjcfException(unreadable + " (" + e + ")", e);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            String first = String.valueOf(e.getMessage()).replaceAll("(?s).*Message: ", "");
            throw new MjcfException(file + ", line " + line + ": is not well-formed XML: " + first, e);
        }
    }

    private static XMLInputFactory factory() {
        // The JDK's own, whatever else is on the class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }

    private XmlElement document(XMLStreamReader reader, Path file) throws XMLStreamException {
        while (true) {
            int event = reader.next();
            int line = reader.getLocation().getLineNumber();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return element(reader, file, line, 1);
                }
                case XMLStreamConstants.DTD ->
                    throw new MjcfException(
                            file + ", line " + line + ": a document type (DOCTYPE) is not allowed; remove it");
                default -> {}
            }
        }
    }

    /** The element whose tag was just read. */
    private XmlElement element(XMLStreamReader reader, Path file, int line, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw new MjcfException(file + ", line " + line + ": more than " + MAX_DEPTH
                    + " elements within each other or " + MAX_ELEMENTS + " in all are not read");
        }
        String name = reader.getLocalName();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        List<XmlElement> children = new ArrayList<>();
        while (true) {
            // A tag begins where what comes before it ends.
            int next = reader.getLocation().getLineNumber();
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, file, next, depth + 1));
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(name, file, line, attributes, children);
                }
                // Text has no meaning in MJCF, and MuJoCo passes over it as well.
                default -> {}
            }
        }
    }
}
