package dev.reprise.app.config;

import static dev.reprise.app.config.Sentences.says;
import static dev.reprise.app.config.Sentences.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.app.UserException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class YamlReadingTest {
    @Test
    void everyNodeKnowsTheLineOfItsKey() {
        ConfigTree tree = tree("# a comment", "a: 1", "b:", "  c:", "    - x", "  d: {e: 2}");
        assertEquals(Optional.of("configs/x.yaml:2"), tree.origin("a"));
        assertEquals(Optional.of("configs/x.yaml:3"), tree.origin("b"));
        assertEquals(Optional.of("configs/x.yaml:4"), tree.origin("b.c"));
        assertEquals(Optional.of("configs/x.yaml:6"), tree.origin("b.d.e"));
        assertEquals(Optional.empty(), tree.origin("b.nothing"));
        assertEquals(Optional.of("2"), tree.text("b.d.e"));
        assertEquals(Optional.empty(), tree.text("b.d"));
    }

    @Test
    void emptyTextIsAnEmptyMap() {
        for (String empty : new String[] {"", "\n\n", "# nothing yet\n", "---\n", "{}"}) {
            assertEquals("{}\n", ConfigTree.parse(empty, "x").toYaml(), empty);
        }
    }

    @Test
    void readsFromAReader() {
        assertEquals(
                Optional.of("suite:1"),
                ConfigTree.parse(new StringReader("a: 1"), "suite").origin("a"));
        says(
                "suite: the text is longer than 1 MiB, the most that a configuration may have",
                () -> ConfigTree.parse(new StringReader("#".repeat(1 << 21)), "suite"));
    }

    @Test
    void acceptsWindowsLinesAndAByteOrderMark() {
        ConfigTree tree = ConfigTree.parse("\ufeffa: 1\r\nb: 2\r\n", "x");
        assertEquals("a: 1\nb: 2\n", tree.toYaml());
        assertEquals(Optional.of("x:2"), tree.origin("b"));
    }

    @Test
    void refusesDuplicateKeysWithBothLines() {
        says(
                "configs/x.yaml:4: the key 'batch' is given twice in agent, first on line 2; keep one",
                () -> tree("agent:", "  batch: 1", "  rate: 2", "  batch: 3"));
        says("configs/x.yaml:2: the key 'a' is given twice, first on line 1; keep one", () -> tree("a: 1", "\"a\": 1"));
    }

    @Test
    void refusesAliasesTagsAndFurtherDocuments() {
        says(
                "configs/x.yaml:2: '*x' is an alias, which a configuration may not use; write the value out",
                () -> tree("a: &x [1]", "b: *x"));
        says(
                "configs/x.yaml:2: a key must be plain text, neither a list, nor a map, nor an alias",
                () -> tree("&x a: 1", "*x : 2"));
        says(
                "configs/x.yaml:1: the tag 'tag:yaml.org,2002:str' may not be used in a configuration; write the value alone",
                () -> tree("a: !!str 5"));
        says(
                "configs/x.yaml:3: a second document starts here; a configuration has one",
                () -> tree("a: 1", "---", "b: 2"));
    }

    @Test
    void refusesARootThatIsNoMap() {
        says(
                "configs/x.yaml:1: the configuration must consist of 'key: value' lines, not of a list",
                () -> tree("- a", "- b"));
        says(
                "configs/x.yaml:1: the configuration must consist of 'key: value' lines, not of 'batch:64'",
                () -> tree("batch:64"));
    }

    @Test
    void refusesKeysThatAreNoTextOrTooLong() {
        says(
                "configs/x.yaml:1: a key must be plain text, neither a list, nor a map, nor an alias",
                () -> tree("? [a, b]", ": 1"));
        says(
                "configs/x.yaml:1: the key '" + "k".repeat(60) + "…' is longer than 128 characters",
                () -> tree("k".repeat(129) + ": 1"));
    }

    @Test
    void explainsSyntaxErrorsAtTheirLine() {
        says(
                "configs/x.yaml:2: a tab stands where YAML wants spaces; indent with spaces",
                () -> tree("agent:", "\tbatch: 64"));
        says(
                "configs/x.yaml:3: not valid YAML: a second 'key:' on one line, or a wrong indentation; "
                        + "put text with ': ' in quotes",
                () -> tree("a: 1", "b: 2", "c: d: e"));
        says(
                "configs/x.yaml:2: not valid YAML: expected ',' or ']', but got : (while parsing a flow sequence from line 1)",
                () -> tree("a: [1, 2", "b: 3"));
        says(
                "configs/x.yaml:2: not valid YAML: found unexpected end of stream "
                        + "(while scanning a quoted scalar from line 1)",
                () -> tree("a: 'x", "b: 1"));
        says(
                "configs/x.yaml:2: not valid YAML: found character '@' that cannot start any token; put the text in quotes",
                () -> tree("a: 1", "b: @home"));
        says(
                "configs/x.yaml:3: not valid YAML: could not find expected ':' (while scanning a simple key from line 2)",
                () -> tree("a: 1", "b", "c: 2"));
        says(
                "configs/x.yaml:2: the character U+0007 may not stand in YAML; remove it",
                () -> tree("a: 1", "b: \u0007"));
        says("configs/x.yaml:1: the character U+D800 may not stand in YAML; remove it", () -> tree("a: \ud800"));
    }

    @Test
    void refusesMoreThanFiftyLevels() {
        ConfigTree deepest = tree("a: " + "[".repeat(49) + "]".repeat(49));
        assertEquals(deepest, ConfigTree.parse(deepest.toYaml(), "again"));
        says(
                "configs/x.yaml:1: maps and lists are nested more than 50 levels deep",
                () -> tree("a: " + "[".repeat(50) + "]".repeat(50)));
        says(
                "configs/x.yaml:1: maps and lists are nested more than 50 levels deep",
                () -> tree("a: " + "{a: ".repeat(100_000)));
    }

    @Test
    void damagedTextNeverThrowsAnythingButASentence() {
        Random random = new Random(7);
        String alphabet = "ab:1 \n\t-[]{}&*!|>'\"%@`?,#~.<=\\\u0000\u0085\u2028é";
        String whole = String.join("\n", Samples.RUN);
        for (int i = 0; i < 1_500; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertEquals(
                        ConfigTree.parse(text.toString(), "x"),
                        ConfigTree.parse(ConfigTree.parse(text.toString(), "x").toYaml(), "y"));
            } catch (UserException e) {
                assertEquals(1, e.toString().lines().count(), e.toString());
            }
        }
    }
}
