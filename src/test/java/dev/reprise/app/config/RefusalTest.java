package dev.reprise.app.config;

import static dev.reprise.app.config.Sentences.says;
import static dev.reprise.app.config.Sentences.tree;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.app.config.Samples.Job;
import dev.reprise.app.config.Samples.Run;
import dev.reprise.app.experiment.ExperimentConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusalTest {
    record Range(int low, int high, String best) {
        Range {
            if (low > high) {
                throw new IllegalArgumentException("high must not be below low");
            }
            if (low == high) {
                throw new IllegalArgumentException("best-return needs a lower low");
            }
            if (high > 10) {
                throw new IllegalArgumentException();
            }
            if (high == 10) {
                throw new IllegalStateException("a defect");
            }
        }
    }

    @Test
    void pointsAtTheComponentThatTheMessageBeginsWith() {
        says(
                "configs/x.yaml:7: agent.batch: batch must be at least 1, not 0",
                () -> Samples.run(7, "  batch: 0").bind(Run.class));
        says(
                "--set agent.batch=0: agent.batch: batch must be at least 1, not 0",
                () -> Samples.run().set("agent.batch=0").bind(Run.class));
    }

    @Test
    void pointsAtTheComponentThatTheMessageContains() {
        says(
                "configs/x.yaml:8: agent.learningRate: the learningRate must be positive",
                () -> Samples.run(8, "  learningRate: -1").bind(Run.class));
    }

    @Test
    void pointsAtTheMapWhereNoComponentIsNamed() {
        says(
                "configs/x.yaml:3: agent: so many rows do not fit",
                () -> Samples.run()
                        .merge(tree("# over", "# the", "agent: {batch: 2000, replay: all}"))
                        .bind(Run.class));
    }

    @Test
    void pointsAtTheTextOfARecordOfOneText() {
        says(
                "configs/x.yaml:12: phases[0].tasks[1]: task name 'reach west' must be one word",
                () -> Samples.run(12, "    tasks: [reach-east, reach west]").bind(Run.class));
        says(
                "configs/x.yaml:1: name: task name 'a b' must be one word",
                () -> tree("name: a b").bind(Job.class));
    }

    @Test
    void countsOnlyWholeWordsAndTakesTheFirst() {
        says(
                "configs/x.yaml:2: high: high must not be below low",
                () -> tree("low: 2", "high: 1", "best: x").bind(Range.class));
        says(
                "configs/x.yaml:1: low: best-return needs a lower low",
                () -> tree("low: 1", "high: 1", "best: x").bind(Range.class));
        says(
                "configs/x.yaml:1: this value is refused",
                () -> tree("low: 1", "high: 11", "best: x").bind(Range.class));
    }

    record Outer(Range range, int width, @Nullable String name) {
        Outer {
            if (width < range.high()) {
                throw new IllegalArgumentException("range.high needs a width of as much");
            }
        }
    }

    @Test
    void ofSeveralThatAreNamedMeansTheOneThatWasWrittenLast() {
        ConfigTree file = tree("range: {low: 1, high: 2, best: x}", "width: 4");
        says(
                "configs/x.yaml:1: range.high: range.high needs a width of as much",
                () -> file.merge(tree("", "width: 1")).bind(Outer.class));
        says(
                "--set width=1: width: range.high needs a width of as much",
                () -> file.set("width=1").bind(Outer.class));
        says(
                "--set range.high=5: range.high: range.high needs a width of as much",
                () -> file.set("range.high=5").bind(Outer.class));
        says(
                "--set range={high: 5}: range.high: range.high needs a width of as much",
                () -> file.set("range={high: 5}").bind(Outer.class));
    }

    @Test
    void aValueOfTheUsersIsMeantRatherThanOneOfThePresets() {
        ConfigTree preset = ConfigTree.resource("configs/presets/packnet.yaml");
        ConfigTree asked = ConfigTree.resource("configs/defaults.yaml")
                .merge(preset)
                .merge(tree("", "", "agent: {rehearsal: {policy: {coefficient: 1}}}"));
        says(
                "configs/x.yaml:3: agent.rehearsal.policy.coefficient: packNet keeps old policies as they are, so"
                        + " rehearsal.policy.coefficient must be 0 with it",
                () -> asked.bind(ExperimentConfig.class));
    }

    @Test
    void aDefectIsNotDressedUpAsAMistake() {
        assertThrows(
                IllegalStateException.class,
                () -> tree("low: 1", "high: 10", "best: x").bind(Range.class));
    }
}
