package dev.reprise.app.config;

import static dev.reprise.app.config.Sentences.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.app.config.Samples.Agent;
import dev.reprise.app.config.Samples.Distillation;
import dev.reprise.app.config.Samples.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
    record Ratio(double value) {}

    record Pair(Map<String, Integer> counts, List<Distillation> list) {}

    @Test
    void isBlockStyleInTheOrderWritten() {
        ConfigTree tree = tree("z: {b: [1, [2, {c: 3, d: x}], []], a: {}}", "m: [{k: v}, ~]", "'y': True");
        assertEquals("""
                z:
                  b:
                    - 1
                    - - 2
                      - c: 3
                        d: x
                    - []
                  a: {}
                m:
                  - k: v
                  - null
                "y": true
                """, tree.toYaml());
    }

    @Test
    void quotesOnlyWhatNeedsIt() {
        for (String plain : new String[] {
            "reach-north-east", "0..4", "a b", "runs/first", "../x.yaml", "3 seeds", "Ünï", "a=b", "v1.2"
        }) {
            assertEquals("k: " + plain + "\n", tree("k: '" + plain + "'").toYaml());
        }
        for (String quoted : new String[] {
            "yes",
            "No",
            "null",
            "1e3",
            "64",
            "1_000",
            "0x1F",
            "2026-01-01",
            ": #",
            "- a",
            " a",
            "a ",
            "",
            "#",
            "a: b",
            "~",
            ".inf",
            "...",
            "---",
            "é: ",
            "@x",
            "-1",
            "=",
            "<<"
        }) {
            assertEquals("k: \"" + quoted + "\"\n", tree("k: '" + quoted + "'").toYaml());
        }
        assertEquals(
                "k: \"\\\"\\\\\\n\\t\\u2028\\U0001F600\"\n",
                tree("k: \"\\\"\\\\\\n\\t\\u2028😀\"").toYaml());
    }

    @Test
    void aResolvedRunHoldsEveryValue() {
        assertEquals("""
                suite: planar
                seeds: 0..4
                agent:
                  network:
                    backbone:
                      - 64
                      - 64
                    heads: 0.5
                  batch: 64
                  learningRate: 0.001
                  replay: best-return
                  distillation: null
                phases:
                  - name: all of them
                    tasks:
                      - reach-east
                      - reach-west
                    steps: 3000
                folder: runs/first
                weights: null
                video: null
                """, ConfigTree.of(Samples.run().bind(Run.class)).toYaml());
    }

    @Test
    void mapsOfARecordAreWrittenInTheOrderOfTheirKeys() {
        assertEquals(
                "counts:\n  a: 1\n  b: 2\n  c: 3\nlist: []\n",
                ConfigTree.of(new Pair(Map.of("c", 3, "a", 1, "b", 2), List.of()))
                        .toYaml());
    }

    @Test
    void onlyFiniteNumbersCanBeWritten() {
        assertThrows(IllegalArgumentException.class, () -> ConfigTree.of(new Ratio(Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> ConfigTree.of(new Ratio(Double.POSITIVE_INFINITY)));
    }

    @Test
    void boundRecordsSurviveTheRoundTrip() {
        Run run = Samples.run()
                .set("weights={b: 1e-30, a: -0.0}")
                .set("agent.distillation={every: 7, temperature: 0.1}")
                .set("suite='yes'")
                .set("seeds='null'")
                .bind(Run.class);
        assertEquals(run, ConfigTree.of(run).bind(Run.class));
        assertEquals(
                run, ConfigTree.parse(ConfigTree.of(run).toYaml(), "resolved").bind(Run.class));
        Agent agent = run.agent();
        assertEquals(agent, ConfigTree.of(agent).bind(Agent.class));
    }

    @Test
    void theHashIsThatOfTheText() {
        // printf 'a: 1\n' | sha256sum
        assertEquals(
                "37b128c59f1f5097f73f82691cb519f1f568667faab5ced1b4ab979d36837eae",
                tree("a:   1 # one").hash());
        assertNotEquals(tree("a: 1", "b: 2").hash(), tree("b: 2", "a: 1").hash());
        assertEquals(
                tree("a: x").hash(), ConfigTree.parse("{a: \"x\"}", "elsewhere").hash());
    }

    @Test
    void equalityIsThatOfTheText() {
        assertEquals(tree("a: x"), ConfigTree.parse("\n\na: 'x'", "elsewhere"));
        assertEquals(tree("a: x").hashCode(), tree("a: 'x'").hashCode());
        assertNotEquals(tree("a: 1"), tree("a: '1'"));
        assertNotEquals(tree("a: null"), tree("a: 'null'"));
    }
}
