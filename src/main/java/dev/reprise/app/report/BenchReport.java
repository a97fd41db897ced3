package dev.reprise.app.report;

import dev.reprise.app.science.ContinualMetrics;
import dev.reprise.app.science.Diagnostics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.RunResult;
import dev.reprise.app.science.SeedSummary;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.envs.task.Curriculum;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The page of a bench: several methods over several seeds, on one or more variants of a suite, and the checks that the
 * bench makes. All figures are computed anew from the evaluations; of the results it takes speed, version and hash.
 *
 * @param title of the bench
 * @param groups variants, at least one
 * @param checks in order; may be empty
 * @param missing runs of the bench that have not been done yet
 * @param command the exact command line that repeats the bench
 * @param configYaml the bench's own config
 */
public record BenchReport(
        String title, List<Group> groups, List<Check> checks, int missing, String command, String configYaml) {
    /** Keeps its own copies. */
    public BenchReport {
        groups = List.copyOf(groups);
        checks = List.copyOf(checks);
    }

    /**
     * A variant of a suite: what is compared with each other.
     *
     * @param name of the variant
     * @param methods in the order of the tables
     */
    public record Group(String name, List<Method> methods) {
        /** Keeps its own copy. */
        public Group {
            methods = List.copyOf(methods);
            if (methods.isEmpty()) {
                throw new IllegalArgumentException("group '" + name + "' has no method");
            }
        }
    }

    /**
     * A method with its runs.
     *
     * @param name of the method
     * @param curriculum of all its runs; methods of a group may differ (a joint run trains all tasks at once)
     * @param runs one per seed, at least one
     * @param references single-task runs with the method's network and rates, or none
     */
    public record Method(String name, Curriculum curriculum, List<Run> runs, SingleTaskReferences references) {
        /** Keeps its own copy. */
        public Method {
            runs = List.copyOf(runs);
            if (runs.isEmpty()) {
                throw new IllegalArgumentException("method '" + name + "' has no run");
            }
        }

        /** The figures of each of its runs. */
        List<ContinualMetrics> metrics() {
            return runs.stream()
                    .map(run -> ContinualMetrics.of(curriculum, run.points(), references))
                    .toList();
        }

        /** Its figures over all runs. */
        public SeedSummary summary() {
            return SeedSummary.of(
                    metrics(),
                    references,
                    runs.stream().map(run -> run.result().stepsPerSecond()).toList());
        }
    }

    /** One run: its result, its evaluations in order, and what its learner said of itself. */
    public record Run(RunResult result, List<EvaluationPoint> points, Diagnostics diagnostics) {
        /** Keeps its own copy. */
        public Run {
            points = List.copyOf(points);
        }
    }

    /**
     * One requirement of the bench.
     *
     * @param text what was required
     * @param measured what was found
     * @param passed whether it holds
     */
    public record Check(String text, String measured, boolean passed) {}

    /** The page as one file. */
    public String html() {
        Markup body = new Markup()
                .element("h1", title)
                .element("p", summary(), "class", "quiet")
                .add(suites());
        if (!checks.isEmpty()) {
            body.add(checkList());
        }
        if (groups.size() > 1) {
            body.add(BenchOverview.draw(groups));
        }
        for (Group group : groups) {
            body.add(BenchSection.draw(group));
        }
        body.element("h2", "What the figures mean")
                .add(Term.list(
                        Term.PERFORMANCE,
                        Term.FORGETTING,
                        Term.TRANSFER,
                        Term.POOLED_TRANSFER,
                        Term.OWN_PHASE,
                        Term.OWN_PHASE_SUCCESS,
                        Term.ALONE,
                        Term.JUMP_RATIO,
                        Term.NEW_STEPS_TO_80,
                        Term.TAIL,
                        Term.JUMP_START,
                        Term.STEPS_TO_80,
                        Term.RETENTION,
                        Term.SAVINGS,
                        Term.INTERVAL))
                .element("h2", "How to run it again")
                .element("pre", command)
                .element("h2", "Config")
                .element("pre", configYaml)
                .add(PageParts.footer(versions()));
        return Page.html(title, body);
    }

    /** The chart of mean success over time of one group as an SVG file of its own, for a README or a slide. */
    public static String chartSvg(Group group) {
        return BenchSection.chart(group.name(), MeasuredMethod.all(group)).standaloneSvg();
    }

    private String summary() {
        int runs = groups.stream()
                .flatMap(group -> group.methods().stream())
                .mapToInt(method -> method.runs().size())
                .sum();
        long methods = groups.stream()
                .flatMap(group -> group.methods().stream())
                .map(Method::name)
                .distinct()
                .count();
        return PageParts.counted(methods, "method") + " in " + PageParts.counted(groups.size(), "group") + ", "
                + PageParts.counted(runs, "run") + (missing == 0 ? "" : ", " + missing + " still to be done")
                + ". Figures are means over seeds; " + Term.INTERVAL.title()
                + " are their 90 % intervals.";
    }

    private Markup checkList() {
        long passed = checks.stream().filter(Check::passed).count();
        Markup list = new Markup()
                .element("h2", "Checks: " + passed + " of " + checks.size() + " passed")
                .open("ul", "class", "checks");
        for (Check check : checks) {
            list.open("li")
                    .element(
                            "span", check.passed() ? "passed" : "failed", "class", check.passed() ? "passed" : "failed")
                    .element("span", check.text())
                    .element("span", check.measured(), "class", "measured")
                    .close("li");
        }
        return list.close("ul");
    }

    /** What was measured on; more than one thing where Python has served another version to some of the runs. */
    private Markup suites() {
        Set<String> suites = new TreeSet<>();
        for (Group group : groups) {
            for (Method method : group.methods()) {
                for (Run run : method.runs()) {
                    String description = run.result().suiteDescription();
                    if (description != null) {
                        suites.add(run.result().suite() + ": " + description);
                    }
                }
            }
        }
        Markup all = new Markup();
        suites.forEach(suite -> all.element("p", suite, "class", "quiet"));
        return all;
    }

    /** Normally one; a bench pieced together from runs of several says so. */
    private String versions() {
        Set<String> versions = new LinkedHashSet<>();
        for (Group group : groups) {
            for (Method method : group.methods()) {
                method.runs().forEach(run -> versions.add(run.result().version()));
            }
        }
        return String.join(", ", versions);
    }
}
