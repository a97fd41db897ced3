package dev.reprise.app.report;

import dev.reprise.app.science.Interval;
import dev.reprise.app.science.SeedSummary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Groups against methods, a figure at a time: the table of a study of order, of capacity, of relatedness. */
final class BenchOverview {
    private BenchOverview() {}

    static Markup draw(List<BenchReport.Group> groups) {
        Map<String, List<MeasuredMethod>> measured = new LinkedHashMap<>();
        groups.forEach(group -> measured.put(group.name(), MeasuredMethod.all(group)));
        return new Markup()
                .element("h2", "Groups against methods")
                .add(table(Term.PERFORMANCE, measured, SeedSummary::performance))
                .add(table(Term.FORGETTING, measured, SeedSummary::forgetting));
    }

    private static Markup table(
            Term figure, Map<String, List<MeasuredMethod>> groups, Function<SeedSummary, @Nullable Interval> value) {
        Set<String> names = new LinkedHashSet<>(List.of("group"));
        groups.values().forEach(methods -> methods.forEach(method -> names.add(method.name())));
        Markup table = new Markup()
                .element("h3", figure.title())
                .open("div", "class", "wide")
                .open("table")
                .add(VisitTable.head(names.toArray(String[]::new)))
                .open("tbody");
        groups.forEach((group, methods) -> {
            table.open("tr").element("th", group, "scope", "row");
            names.stream()
                    .skip(1)
                    .forEach(name -> table.add(BenchSection.cell(
                            methods.stream()
                                    .filter(method -> method.name().equals(name))
                                    .findFirst()
                                    .map(MeasuredMethod::summary)
                                    .map(value)
                                    .orElse(null),
                            false)));
            table.close("tr");
        });
        return table.close("tbody").close("table").close("div");
    }
}
