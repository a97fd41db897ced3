package dev.reprise.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLSchema;

/**
 * One YAML document as nodes. Refused: duplicate keys, aliases, tags, a second document, more than 50 levels. An anchor
 * that no alias uses does nothing and is let through.
 */
final class YamlReader {
    /** The most levels of maps and lists that a tree may have. */
    static final int DEEPEST = 50;
    /** The most characters of a key; far below the 1024 (escapes included) at which YAML stops seeing a key. */
    static final int LONGEST_KEY = 128;

    // The core schema reads ~ and True as YAML 1.2 does; the default one takes them for text.
    private static final YAMLFactory YAML =
            YAMLFactory.builder().yamlSchema(YAMLSchema.CORE).build();

    private final YAMLParser parser;
    private final IntFunction<Origin> at;

    private YamlReader(YAMLParser parser, IntFunction<Origin> at) {
        this.parser = parser;
        this.at = at;
    }

    /** The text of a file or resource; a file without any content is an empty map. */
    static MapNode document(String text, IntFunction<Origin> at) {
        Node root = read(text, at, KeyPath.ROOT, 0);
        if (root instanceof MapNode map) {
            return map;
        }
        if (root instanceof ScalarNode scalar && scalar.isNull()) {
            return new MapNode(root.origin(), Map.of());
        }
        throw root.origin().mistake("the configuration must consist of 'key: value' lines, not of " + Phrase.of(root));
    }

    /** The value of an expression that has one origin. */
    static Node value(String text, Origin origin, KeyPath path, int depth) {
        return read(text, line -> origin, path, depth);
    }

    private static Node read(String text, IntFunction<Origin> at, KeyPath path, int depth) {
        YamlMistake.checkCharacters(text, at);
        try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
            return new YamlReader(parser, at).onlyNode(path, depth);
        } catch (JacksonException e) {
            throw YamlMistake.explain(e, text, at);
        }
    }

    private Node onlyNode(KeyPath path, int depth) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return ScalarNode.nothing(at.apply(1));
        }
        Node root = node(first, here(), path, depth);
        if (parser.nextToken() != null) {
            throw here().mistake("a second document starts here; a configuration has one");
        }
        return root;
    }

    private Node node(JsonToken token, Origin origin, KeyPath path, int depth) {
        if (parser.isCurrentAlias()) {
            throw here().mistake("'*" + Phrase.plain(parser.getString())
                    + "' is an alias, which a configuration may not use; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw here().mistake("the tag " + Phrase.quoted(String.valueOf(parser.getTypeId()))
                    + " may not be used in a configuration; write the value alone");
        }
        return switch (token) {
            case START_OBJECT -> map(origin, path, deeper(depth));
            case START_ARRAY -> list(origin, path, deeper(depth));
            case VALUE_NULL -> ScalarNode.nothing(origin);
            case VALUE_TRUE, VALUE_FALSE -> ScalarNode.flag(origin, token == JsonToken.VALUE_TRUE);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ScalarNode.number(origin, parser.getString());
            default -> ScalarNode.text(origin, parser.getString());
        };
    }

    private MapNode map(Origin origin, KeyPath path, int depth) {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            Origin keyOrigin = here();
            checkKey(key, keyOrigin, path, entries);
            entries.put(key, node(parser.nextToken(), keyOrigin, path.child(key), depth));
        }
        return new MapNode(origin, entries);
    }

    private ListNode list(Origin origin, KeyPath path, int depth) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, here(), path.item(items.size()), depth));
        }
        return new ListNode(origin, items);
    }

    private static void checkKey(String key, Origin origin, KeyPath path, Map<String, Node> entries) {
        if (key.length() > LONGEST_KEY) {
            throw origin.mistake(
                    "the key " + Phrase.quoted(key) + " is longer than " + LONGEST_KEY + " characters" + path.in());
        }
        Node before = entries.get(key);
        if (before != null) {
            int line = before.origin().line();
            throw origin.mistake("the key " + Phrase.quoted(key) + " is given twice" + path.in()
                    + (line > 0 ? ", first on line " + line : "") + "; keep one");
        }
    }

    private int deeper(int depth) {
        if (depth >= DEEPEST) {
            throw here().mistake("maps and lists are nested more than " + DEEPEST + " levels deep");
        }
        return depth + 1;
    }

    private Origin here() {
        return at.apply(parser.currentTokenLocation().getLineNr());
    }
}
