package dev.reprise.app.config;

import static dev.reprise.app.config.Sentences.says;
import static dev.reprise.app.config.Sentences.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.app.config.Samples.Agent;
import dev.reprise.app.config.Samples.Distillation;
import dev.reprise.app.config.Samples.Job;
import dev.reprise.app.config.Samples.Network;
import dev.reprise.app.config.Samples.Replay;
import dev.reprise.app.config.Samples.Run;
import dev.reprise.app.config.Samples.Stretch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BindTest {
    record Whole(int count, long total) {}

    record Real(double value, float coarse) {}

    record Text(String text, int more) {}

    record Loose(@Nullable Integer count, List<@Nullable String> words) {}

    record Odd(short value) {}

    @Test
    void fillsNestedRecordsOfEveryType() {
        ConfigTree tree = Samples.run()
                .set("weights={b: 2, a: 1.5}")
                .set("video=true")
                .set("agent.distillation={every: 5000000000}");
        Agent agent = new Agent(
                new Network(List.of(64, 64), 0.5f),
                64,
                1e-3,
                Replay.BEST_RETURN,
                new Distillation(5_000_000_000L, null));
        Stretch stretch = new Stretch("all of them", List.of(new Job("reach-east"), new Job("reach-west")), 3000);
        Run run = new Run(
                "planar", "0..4", agent, List.of(stretch), Path.of("runs/first"), Map.of("a", 1.5, "b", 2.0), true);
        assertEquals(run, tree.bind(Run.class));
    }

    @Test
    void bindsMapsInTheOrderOfTheirKeys() {
        Run run = Samples.run().set("weights={b: 2, c: 3, a: 1}").bind(Run.class);
        Map<String, Double> weights = run.weights() == null ? Map.of() : run.weights();
        assertEquals(List.of("a", "b", "c"), new ArrayList<>(weights.keySet()));
    }

    @Test
    void missingAndNullValuesAreNullWhereTheRecordAllowsIt() {
        assertEquals(
                new Loose(null, Arrays.asList("a", null)), tree("words: [a, ~]").bind(Loose.class));
        assertEquals(new Loose(null, List.of()), tree("count:", "words: []").bind(Loose.class));
        says(
                "configs/x.yaml:1: words must be a list, not null",
                () -> tree("words:").bind(Loose.class));
    }

    @Test
    void numbersAreTakenExactlyOrNotAtAll() {
        assertEquals(new Whole(3000, -7), tree("count: 3e3", "total: -7.0").bind(Whole.class));
        assertEquals(
                new Whole(Integer.MIN_VALUE, Long.MAX_VALUE),
                tree("count: -2147483648", "total: 9223372036854775807").bind(Whole.class));
        assertEquals(new Real(1e-3, 0.1f), tree("value: 1e-3", "coarse: .1").bind(Real.class));
        assertEquals(new Real(64, -0f), tree("value: 64", "coarse: -0").bind(Real.class));
        for (String wrong : new String[] {"3.5", "1e-400", "1e-999999999", "1e999999999"}) {
            says(
                    "configs/x.yaml:1: count must be a whole number, not " + wrong,
                    () -> tree("count: " + wrong, "total: 1").bind(Whole.class));
        }
        for (String wrong : new String[] {"3_000", "0x1F", "007", "'64'", "1:30"}) {
            says(
                    "configs/x.yaml:1: count must be a whole number, not the text '" + wrong.replace("'", "") + "'",
                    () -> tree("count: " + wrong, "total: 1").bind(Whole.class));
        }
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        says(
                "configs/x.yaml:1: count must be a whole number from -2147483648 to 2147483647, not 3000000000",
                () -> tree("count: 3000000000", "total: 1").bind(Whole.class));
        says(
                "configs/x.yaml:2: total must be a whole number from -9223372036854775808 to 9223372036854775807, not 1e19",
                () -> tree("count: 1", "total: 1e19").bind(Whole.class));
        says(
                "configs/x.yaml:1: value must be a number within the range of a double, not 1e999",
                () -> tree("value: 1e999", "coarse: 1").bind(Real.class));
        says(
                "configs/x.yaml:2: coarse must be a number within the range of a float, not 1e39",
                () -> tree("value: 1", "coarse: 1e39").bind(Real.class));
        says(
                "configs/x.yaml:1: value must be a number, not '.nan'",
                () -> tree("value: .nan", "coarse: 1").bind(Real.class));
        says(
                "configs/x.yaml:1: value must be a number, not '-.inf'",
                () -> tree("value: -.inf", "coarse: 1").bind(Real.class));
    }

    @Test
    void textMayLookLikeANumberButNotLikeABoolean() {
        for (String text : new String[] {"0..4", "reach-north-east", "3", "1.50", "0x1F", "no"}) {
            assertEquals(new Text(text, 1), tree("text: " + text, "more: 1").bind(Text.class));
        }
        assertEquals(new Text("true", 1), tree("text: 'true'", "more: 1").bind(Text.class));
        says(
                "configs/x.yaml:1: text must be text, not true",
                () -> tree("text: true", "more: 1").bind(Text.class));
    }

    @Test
    void wrongTypesAreNamedWithPathAndLine() {
        says(
                "configs/x.yaml:7: agent.batch must be a whole number, not 'many'",
                () -> Samples.run(7, "  batch: many").bind(Run.class));
        says(
                "configs/x.yaml:7: agent.batch must be a whole number, not null",
                () -> Samples.run(7, "  batch:").bind(Run.class));
        says(
                "configs/x.yaml:8: agent.learningRate must be a number, not a list",
                () -> Samples.run(8, "  learningRate: [1]").bind(Run.class));
        says(
                "configs/x.yaml:5: agent.network.backbone must be a list, not 64",
                () -> Samples.run(5, "    backbone: 64").bind(Run.class));
        says(
                "configs/x.yaml:5: agent.network.backbone[1] must be a whole number, not a map",
                () -> Samples.run(5, "    backbone: [64, {a: 1}]").bind(Run.class));
        says(
                "configs/x.yaml:12: phases[0].tasks[0] must be text, not a list",
                () -> Samples.run(12, "    tasks: [[a]]").bind(Run.class));
        says(
                "--set agent.network=deep: agent.network must be a map with the keys backbone, heads, not 'deep'",
                () -> Samples.run().set("agent.network=deep").bind(Run.class));
        says(
                "--set video=yes: video must be true or false, not 'yes'",
                () -> Samples.run().set("video=yes").bind(Run.class));
        says(
                "--set weights=[1]: weights must be a map, not a list",
                () -> Samples.run().set("weights=[1]").bind(Run.class));
        says(
                "--set weights.a=b: weights.a must be a number, not 'b'",
                () -> Samples.run().set("weights.a=b").bind(Run.class));
    }

    @Test
    void enumsAreKebabCase() {
        assertEquals(
                Replay.NONE,
                Samples.run().set("agent.replay=none").bind(Run.class).agent().replay());
        says(
                "configs/x.yaml:9: agent.replay must be one of all, best-return, none, not 'BEST_RETURN'; "
                        + "did you mean 'best-return'?",
                () -> Samples.run(9, "  replay: BEST_RETURN").bind(Run.class));
        says(
                "configs/x.yaml:9: agent.replay must be one of all, best-return, none, not 'reservoir'",
                () -> Samples.run(9, "  replay: reservoir").bind(Run.class));
    }

    @Test
    void unknownKeysNameTheNearestOrAll() {
        says(
                "configs/x.yaml:5: unknown key 'backbon' in agent.network; did you mean 'backbone'?",
                () -> Samples.run(5, "    backbon: [64]").bind(Run.class));
        says(
                "--set sweets=planar: unknown key 'sweets'; did you mean 'seeds'?",
                () -> Samples.run().set("sweets=planar").bind(Run.class));
        says(
                "configs/x.yaml:6: unknown key 'dropout' in agent.network; the keys here are backbone, heads",
                () -> Samples.run(6, "    dropout: 0.5").bind(Run.class));
        says(
                "configs/x.yaml:13: unknown key 'stepss' in phases[0]; did you mean 'steps'?",
                () -> Samples.run(13, "    stepss: 1").bind(Run.class));
    }

    @Test
    void missingKeysNameTheMapThatLacksThem() {
        says(
                "configs/x.yaml:3: missing key 'batch' in agent; it must be a whole number",
                () -> Samples.run(7, "").bind(Run.class));
        says(
                "configs/x.yaml:2: missing key 'suite'; it must be text",
                () -> Samples.run(1, "").bind(Run.class));
        says(
                "configs/x.yaml:11: missing key 'steps' in phases[0]; it must be a whole number",
                () -> Samples.run(13, "").bind(Run.class));
        says(
                "--set agent.distillation={}: missing key 'every' in agent.distillation; it must be a whole number",
                () -> Samples.run().set("agent.distillation={}").bind(Run.class));
    }

    @Test
    void unsupportedComponentsAreTheProgrammersMistake() {
        assertThrows(IllegalArgumentException.class, () -> tree("value: 1").bind(Odd.class));
        assertThrows(IllegalArgumentException.class, () -> tree().bind(Odd.class));
    }
}
