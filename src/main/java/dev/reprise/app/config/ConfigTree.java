package dev.reprise.app.config;

import dev.reprise.app.UserException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it was written: maps, lists and values, of which each knows its origin ({@code configs/x.yaml:12}
 * or {@code --set a.b=c}). Immutable; every change gives a new tree.
 *
 * <p>The dialect is YAML 1.2 (core schema) without what makes YAML surprising: no aliases, no tags, no duplicate keys,
 * one document, 1 MiB and 50 levels at most. Whatever a user can do wrong is thrown as a {@link UserException} of one
 * sentence that names the place.
 *
 * <p>Two trees are equal if their canonical texts are, wherever they came from; the order of keys counts.
 */
public final class ConfigTree {
    private final MapNode root;

    private ConfigTree(MapNode root) {
        this.root = root;
    }

    /** The tree of a YAML file; origins show {@code file} as it is given here. An empty file is an empty map. */
    public static ConfigTree read(Path file) {
        return parse(YamlSource.file(file), file.toString());
    }

    /** The tree of a YAML resource of the application, such as {@code configs/quickstart.yaml}. */
    public static ConfigTree resource(String name) {
        return resource(ConfigTree.class.getClassLoader(), name);
    }

    /** The tree of a YAML resource of another jar, say of one that brings a suite. */
    public static ConfigTree resource(ClassLoader loader, String name) {
        String text = YamlSource.resource(loader, name);
        return new ConfigTree(YamlReader.document(text, line -> new Origin(name, line, Origin.Author.APPLICATION)));
    }

    /** The tree of YAML text; the caller closes the reader. */
    public static ConfigTree parse(Reader reader, String source) {
        return parse(YamlSource.reader(reader, source), source);
    }

    /** The tree of YAML text whose origins are {@code source:line}. */
    public static ConfigTree parse(String text, String source) {
        return new ConfigTree(YamlReader.document(text, line -> Origin.of(source, line)));
    }

    /**
     * The tree of a record with all its values: enums in kebab case, records of one text as that text, nulls as null,
     * maps in the order of their keys. {@code of(r).bind(r.getClass())} equals {@code r}.
     *
     * @throws IllegalArgumentException if it holds a number that is not finite, or a type that {@link #bind} does not know
     */
    public static ConfigTree of(Record values) {
        return new ConfigTree(RecordTree.of(values));
    }

    /** This tree with {@code over} laid on it: maps merge key by key, everything else, null too, is replaced. */
    public ConfigTree merge(ConfigTree over) {
        return new ConfigTree(root.merge(over.root));
    }

    /**
     * This tree with one value changed, as {@code --set} of the command line does.
     *
     * @param expression {@code a.b.c=value}; the value is YAML ({@code 3}, {@code true}, {@code [1, 2]}, {@code {a: b}},
     *     text) and is merged like a file of that one line
     */
    public ConfigTree set(String expression) {
        return new ConfigTree(Assignment.parse(expression).applyTo(root));
    }

    /** The text at {@code a.b.c}, for the choices that come before binding (which suite's file to merge). */
    public Optional<String> text(String path) {
        return Optional.ofNullable(node(path))
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .filter(scalar -> !scalar.isNull())
                .map(ScalarNode::text);
    }

    /** The map at {@code a.b.c} as a tree of its own; empty when there is none or it is no map. */
    public Optional<ConfigTree> part(String path) {
        return Optional.ofNullable(node(path))
                .filter(MapNode.class::isInstance)
                .map(MapNode.class::cast)
                .map(ConfigTree::new);
    }

    /** The keys of the root, in order. */
    public List<String> keys() {
        return List.copyOf(root.entries().keySet());
    }

    /** This tree with only those keys of the root for which {@code keep} holds. */
    public ConfigTree only(Predicate<String> keep) {
        Map<String, Node> kept = new LinkedHashMap<>();
        root.entries().forEach((key, node) -> {
            if (keep.test(key)) {
                kept.put(key, node);
            }
        });
        return new ConfigTree(new MapNode(root.origin(), kept));
    }

    /** Where {@code a.b.c} was written, for the caller's own sentences. */
    public Optional<String> origin(String path) {
        return Optional.ofNullable(node(path)).map(node -> node.origin().toString());
    }

    /**
     * The tree as a record. Component names are keys. Types: int, long, float, double, boolean and their wrappers,
     * String, Path, enums in kebab case ({@code best-return}), records, {@code List<X>}, {@code Map<String, X>} (in the
     * order of its keys). A record of a single String may be written as that text. A component marked {@code @Nullable}
     * may be missing or null.
     *
     * @throws UserException for an unknown or missing key, a value of another type, a number that the type cannot hold,
     *     and whatever a record's constructor refuses with an {@link IllegalArgumentException}
     * @throws IllegalArgumentException if a component has a type of another kind
     */
    public <T extends Record> T bind(Class<T> type) {
        return type.cast(RecordBinder.bind(root, type, KeyPath.ROOT));
    }

    /** Canonical text, which parses back to an equal tree and is the same on every JDK. */
    public String toYaml() {
        return YamlWriter.text(root);
    }

    /** SHA-256 of the canonical text in UTF-8, 64 lower-case hexadecimal digits. */
    public String hash() {
        try {
            byte[] text = toYaml().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Where this tree and another differ: {@code a.b} → this tree's value as a line of YAML, in this tree's order. Lists are
     * values.
     */
    public Map<String, String> differences(ConfigTree other) {
        Map<String, String> own = new LinkedHashMap<>();
        leaves(root, "", own);
        Map<String, String> theirs = new LinkedHashMap<>();
        leaves(other.root, "", theirs);
        own.entrySet().removeIf(leaf -> leaf.getValue().equals(theirs.get(leaf.getKey())));
        return own;
    }

    private static void leaves(MapNode map, String prefix, Map<String, String> found) {
        map.entries().forEach((key, node) -> {
            if (node instanceof MapNode inner) {
                leaves(inner, prefix + key + ".", found);
            } else {
                String line = YamlWriter.text(new MapNode(map.origin(), Map.of("x", node)));
                found.put(prefix + key, line.substring(line.indexOf(':') + 1).strip());
            }
        });
    }

    private @Nullable Node node(String path) {
        Node node = root;
        for (String key : path.split("\\.", -1)) {
            node = node instanceof MapNode map ? map.entries().get(key) : null;
        }
        return node;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigTree tree && toYaml().equals(tree.toYaml());
    }

    @Override
    public int hashCode() {
        return toYaml().hashCode();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return toYaml();
    }
}
