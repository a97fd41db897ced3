package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.experiment.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that is made anew says how to repeat what it shows, not how it was made anew. */
class ReportTest {
    private static final String AGAIN = "<h2>How to run it again</h2>\n<pre>";

    @TempDir
    Path folder;

    private void does(List<String> arguments) throws IOException, InterruptedException {
        Child.Result result = Child.run(folder, Child.classPath(), arguments);
        assertEquals(0, result.status(), result.out() + result.err());
    }

    private static List<String> small(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(SmallRun.options());
        return arguments;
    }

    /** The command on the page of a run or bench after {@code report}. */
    private String again(String what, String page) throws IOException, InterruptedException {
        does(List.of("report", what));
        String html = Files.readString(folder.resolve(page));
        int from = html.indexOf(AGAIN) + AGAIN.length();
        return html.substring(from, html.indexOf("</pre>", from));
    }

    @Test
    void aRunsPageNamesTheCommandThatTrainedItOrElseOneThatTrainsTheSame() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("x.yaml"), "suite: planar/easy\n");
        does(small("train", "x.yaml", "--out", "run"));
        String trained = again("run", "run/report.html");
        assertTrue(trained.startsWith("reprise train x.yaml --out run --set curriculum.steps=120 "), trained);

        Files.delete(folder.resolve("run/command.txt"));
        assertEquals("reprise train run/config.resolved.yaml", again("run", "run/report.html"));
        does(List.of("train", "run/config.resolved.yaml", "--out", "same"));
        assertEquals(
                Files.readString(folder.resolve("run/metrics.csv")),
                Files.readString(folder.resolve("same/metrics.csv")));
    }

    @Test
    void aBenchsPageNamesTheCommandThatRanItOrElseOneThatRunsTheSame() throws IOException, InterruptedException {
        SmallRun.bench(folder.resolve("b.yaml"), "easy/rehearsal.performance >= 0");
        does(small("bench", "b.yaml", "--jobs", "1"));
        String ran = again("runs/bench/small", "runs/bench/small/report.html");
        assertTrue(ran.startsWith("reprise bench b.yaml --jobs 1 --set curriculum.steps=120 "), ran);

        Files.delete(folder.resolve("runs/bench/small/command.txt"));
        assertEquals(
                "reprise bench runs/bench/small/bench.resolved.yaml",
                again("runs/bench/small", "runs/bench/small/report.html"));
        Child.Result same =
                Child.run(folder, "bench", "runs/bench/small/bench.resolved.yaml", "--out", "runs/bench/small");
        assertTrue(same.out().contains("1 of 1 runs stand already"), same.out());
    }

    @Test
    void thePageOfABenchFileNamesTheCommandThatRunsTheFile() throws IOException, InterruptedException {
        SmallRun.bench(folder.resolve("b.yaml"), "easy/rehearsal.performance >= 0");
        assertEquals("reprise bench b.yaml", again("b.yaml", "runs/bench/small/report.html"));
    }
}
