package dev.reprise.app.config;

import static dev.reprise.app.config.Sentences.says;
import static dev.reprise.app.config.Sentences.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MergeTest {
    private final ConfigTree defaults =
            ConfigTree.parse("agent:\n  batch: 64\n  rate: 0.1\nwidths: [1, 2]\nvideo: true\n", "defaults.yaml");

    @Test
    void mapsMergeAndEverythingElseIsReplaced() {
        ConfigTree merged = defaults.merge(tree("widths: [3]", "agent: {batch: 8, extra: {a: 1}}", "video:"));
        assertEquals(tree("agent: {batch: 8, rate: 0.1, extra: {a: 1}}", "widths: [3]", "video: null"), merged);
    }

    @Test
    void everyNodeKeepsItsOrigin() {
        ConfigTree merged = defaults.merge(tree("", "agent:", "  batch: 8"));
        assertEquals(Optional.of("configs/x.yaml:3"), merged.origin("agent.batch"));
        assertEquals(Optional.of("defaults.yaml:3"), merged.origin("agent.rate"));
        assertEquals(Optional.of("configs/x.yaml:2"), merged.origin("agent"));
    }

    @Test
    void aMapAndAScalarReplaceEachOther() {
        assertEquals(tree("a: 1"), tree("a: {b: 1}").merge(tree("a: 1")));
        assertEquals(tree("a: {b: 1}"), tree("a: 1").merge(tree("a: {b: 1}")));
    }

    @Test
    void setParsesItsValueAsYaml() {
        ConfigTree tree = tree("a: 0");
        assertEquals(tree("a: 64"), tree.set("a=64"));
        assertEquals(tree("a: true"), tree.set("a=true"));
        assertEquals(tree("a: [400, 400]"), tree.set("a=[400,400]"));
        assertEquals(tree("a: {b: c}"), tree.set("a={b: c}"));
        assertEquals(tree("a: 0..4"), tree.set("a=0..4"));
        assertEquals(tree("a: x=y"), tree.set(" a = x=y"));
        assertEquals(tree("a: null"), tree.set("a=null"));
        assertEquals(tree("a: ''"), tree.set("a=''"));
        assertEquals(tree("a: '1'"), tree.set("a='1'"));
    }

    @Test
    void setMakesTheMapsOnItsWayAndKeepsWhatIsThere() {
        ConfigTree set =
                defaults.set("agent.batch=8").set("agent.network.depth=2").set("video=null");
        assertEquals(tree("agent: {batch: 8, rate: 0.1, network: {depth: 2}}", "widths: [1, 2]", "video: null"), set);
        assertEquals(Optional.of("--set agent.batch=8"), set.origin("agent.batch"));
        assertEquals(Optional.of("--set agent.network.depth=2"), set.origin("agent.network"));
        assertEquals(Optional.of("defaults.yaml:1"), set.origin("agent"));
        assertEquals(tree("a: {b: 1}"), tree("a: null").set("a.b=1"));
    }

    @Test
    void setOfAMapMergesLikeAFile() {
        assertEquals(tree("a: {b: 2, c: 3}"), tree("a: {b: 1, c: 3}").set("a={b: 2}"));
    }

    @Test
    void setExplainsWhatIsWrongWithAnExpression() {
        ConfigTree tree = tree("agent:", "  batch: 64", "  widths: [1]");
        says(
                "--set agent.batch: there is no '=' between key and value; write it as agent.batch=64",
                () -> tree.set("agent.batch"));
        says(
                "--set agent..batch=1: a part of the key is empty or too long; write it as agent.batch=64",
                () -> tree.set("agent..batch=1"));
        says("--set =1: a part of the key is empty or too long; write it as agent.batch=64", () -> tree.set("=1"));
        says(
                "--set agent.batch= : there is no value after '='; write null for no value and '' for an empty text",
                () -> tree.set("agent.batch= "));
        says(
                "--set agent.widths=[1, 2: not valid YAML: expected ',' or ']', but got <stream end> "
                        + "(while parsing a flow sequence)",
                () -> tree.set("agent.widths=[1, 2"));
        says(
                "--set agent={a: 1, a: 2}: the key 'a' is given twice in agent; keep one",
                () -> tree.set("agent={a: 1, a: 2}"));
        says(
                "--set agent.batch.x=1: agent.batch is 64 (configs/x.yaml:2), which has no key 'x'; "
                        + "set agent.batch as a whole",
                () -> tree.set("agent.batch.x=1"));
        says(
                "--set agent.widths.0=1: agent.widths is a list (configs/x.yaml:3), which has no key '0'; "
                        + "set agent.widths as a whole",
                () -> tree.set("agent.widths.0=1"));
    }

    @Test
    void setCannotNestDeeperThanAFile() {
        String keys = "a.".repeat(49) + "a";
        assertEquals("1", tree().set(keys + "=1").text(keys).orElse(""));
        says(
                "--set " + keys.substring(0, 60) + "…: the key has more than 50 parts; write it as agent.batch=64",
                () -> tree().set("a." + keys + "=1"));
        says(
                "--set " + keys.substring(0, 60) + "…: maps and lists are nested more than 50 levels deep",
                () -> tree().set(keys + "=[1]"));
    }
}
