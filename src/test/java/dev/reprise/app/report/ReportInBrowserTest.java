package dev.reprise.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the pages in a real browser: what it builds from them is what readers get. */
class ReportInBrowserTest {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    @TempDir
    private Path folder;

    @Test
    void aBrowserShowsEveryTaskOfARun() throws IOException, InterruptedException {
        ImaginedRun run = ImaginedRun.of("rehearsal", Curriculum.repeating(ImaginedRun.tasks(4), 3000, 2), 10, 0.9, 0);
        String dom = open(run.report().html());
        assertEquals(4 + 1, count(dom, "<svg"));
        assertEquals(4, count(dom, "ownphase\" style"));
        for (TaskId task : run.curriculum().tasks()) {
            assertTrue(dom.contains(">" + task + "</text>"), task.name());
        }
        assertTrue(dom.trim().endsWith("</html>"));
    }

    @Test
    void aBrowserShowsEveryMethodOfABench() throws IOException, InterruptedException {
        String dom = open(ImaginedRun.bench(2, 3, 2, "rehearsal", "fine-tuning").html());
        int charts = 2 * (1 + 3 + 1);
        assertEquals(charts, count(dom, "<svg"));
        assertEquals(charts, count(dom, ">fine-tuning</text>"));
        assertTrue(dom.contains("Checks: 1 of 2 passed"));
    }

    /** The document as the browser holds it after reading the page. */
    private String open(String html) throws IOException, InterruptedException {
        Path page = Files.writeString(folder.resolve("page.html"), html);
        Path dom = folder.resolve("dom.html");
        // The page is our own local file, and inside containers (as root) the sandbox cannot start.
        Process process = new ProcessBuilder(
                        browser().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        try {
            assertTrue(process.waitFor(90, TimeUnit.SECONDS), "the browser did not finish");
            assertEquals(0, process.exitValue(), () -> "browser failed, see errors.txt");
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(dom);
    }

    private static Path browser() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        for (String name : BROWSERS) {
            for (String place :
                    Pattern.compile(File.pathSeparator, Pattern.LITERAL).split(path, -1)) {
                Path program = Path.of(place, name);
                if (Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        String reason = "no browser on the PATH: tried " + String.join(", ", BROWSERS);
        if (Boolean.getBoolean("reprise.require.all")) {
            return fail(reason);
        }
        // The reason of a skipped test stands in the report file alone; people watch the console.
        System.err.println("ReportInBrowserTest skipped: " + reason);
        return abort(reason);
    }

    private static int count(String text, String part) {
        return Pattern.compile(part, Pattern.LITERAL)
                .matcher(text)
                .results()
                .mapToInt(match -> 1)
                .sum();
    }
}
