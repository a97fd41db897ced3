package dev.reprise.app.report;

import dev.reprise.app.science.Diagnostics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.RunResult;
import dev.reprise.app.science.SuccessTable;
import dev.reprise.envs.task.Curriculum;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of one finished run: headline figures, success curves, the matrix of tasks and phases, every visit, what the
 * learner said of itself, and what it takes to run it again.
 *
 * @param result figures of the run
 * @param curriculum of the run
 * @param points evaluations of the run, in order
 * @param diagnostics what its learner said of itself
 * @param configYaml the resolved config
 * @param command the exact command line that repeats the run
 * @param facts further facts by name (machine, Java, date, …), in the order of the map
 * @param withoutReferences a sentence shown in place of a forward transfer that does not exist: how to get one
 */
public record RunReport(
        RunResult result,
        Curriculum curriculum,
        List<EvaluationPoint> points,
        Diagnostics diagnostics,
        String configYaml,
        String command,
        Map<String, String> facts,
        String withoutReferences) {

    /** Keeps its own copies. */
    public RunReport {
        points = List.copyOf(points);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The page as one file. */
    public String html() {
        String title = result.method() + " on " + result.suite() + ", seed " + result.seed();
        SuccessTable success = new SuccessTable(curriculum, points);
        Markup body = new Markup()
                .element("h1", title)
                .element("p", summary(), "class", "quiet")
                .add(headline())
                .element("h2", "Success of each task over the run")
                .element("p", SuccessCurves.EXPLANATION, "class", "quiet")
                .add(SuccessCurves.draw(curriculum, points))
                .add(ReturnCurves.draw(curriculum, points))
                .element("h2", "Success at the end of each phase")
                .element("p", SuccessMatrix.EXPLANATION, "class", "quiet")
                .add(SuccessMatrix.draw(curriculum, success::tail))
                .element("h2", "Visits")
                .add(VisitTable.draw(result, success))
                .add(DiagnosticCurves.draw(
                        "Diagnostics of the learner",
                        Map.of("", List.of(diagnostics)),
                        ChartAxis.steps(curriculum.totalSteps()),
                        ChartSpan.phases(curriculum, null)))
                .element("h2", "What the figures mean")
                .add(Term.list(
                        Term.OWN_PHASE,
                        Term.TAIL,
                        Term.JUMP_START,
                        Term.STEPS_TO_80,
                        Term.RETENTION,
                        Term.SAVINGS,
                        Term.TRANSFER))
                .element("h2", "How to run it again")
                .element("pre", command)
                .add(PageParts.facts(allFacts()))
                .element("h2", "Config")
                .element("pre", configYaml)
                .add(PageParts.footer(result.version()));
        return Page.html(title, body);
    }

    private String summary() {
        return PageParts.counted(curriculum.tasks().size(), "task") + " in "
                + PageParts.counted(curriculum.phases().size(), "phase") + ", "
                + PageParts.counted(result.envSteps(), "environment step") + ", "
                + PageParts.counted(result.gradientSteps(), "gradient step") + ", "
                + PageParts.duration(result.wallSeconds());
    }

    private Markup headline() {
        Double transfer = result.forwardTransfer();
        return new Markup()
                .open("div", "class", "cards")
                .add(PageParts.card(Term.PERFORMANCE, Numbers.rate(result.performance()), "value"))
                .add(PageParts.card(Term.FORGETTING, Numbers.rate(result.forgetting()), "value"))
                .add(
                        transfer == null
                                ? PageParts.card(Term.TRANSFER, withoutReferences, "words")
                                : PageParts.card(Term.TRANSFER, Numbers.rate(transfer), "value"))
                .add(PageParts.card(Term.SPEED, Numbers.count(result.stepsPerSecond()), "value"))
                .close("div");
    }

    /** The facts given, with those that the result itself knows at the end. */
    private Map<String, String> allFacts() {
        Map<String, String> all = new LinkedHashMap<>(facts);
        String commit = result.commit();
        if (commit != null) {
            all.put("commit", commit);
        }
        all.put("config hash", result.configHash());
        all.put("seed", "" + result.seed());
        return all;
    }
}
