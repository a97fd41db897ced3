package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template of docs/your-own-suite.md, built outside the source tree into a jar and trained on. */
class OwnSuiteTest {
    @TempDir
    Path folder;

    @Test
    void aSuiteInAJarIsFoundCheckedAndTrainedOn() throws IOException, InterruptedException {
        Path jar = build();
        String classPath = Child.classPath() + File.pathSeparator + jar;
        Child.Result tasks = Child.run(folder, classPath, List.of("tasks", "example"));
        assertTrue(tasks.out().contains("example/line") && tasks.out().contains("park-right"), tasks.out());
        Child.Result check = Child.run(folder, classPath, List.of("check-env", "example/line"));
        assertEquals(0, check.status(), check.out());
        Files.writeString(folder.resolve("line.yaml"), """
                suite: example/line
                curriculum: {steps: 800, times: 1}
                evaluation: {interval: 200}
                agent: {randomSteps: 100, network: {widths: [32]}, batch: 32}
                """);
        Child.Result train = Child.run(folder, classPath, List.of("train", "line.yaml", "--out", "run"));
        assertEquals(0, train.status(), train.err());
        String result = Files.readString(folder.resolve("run/result.json"));
        assertTrue(result.contains("\"task\" : \"park-right\""), result);
        Child.Result eval = Child.run(folder, classPath, List.of("eval", "run"));
        double mean = Double.parseDouble(eval.out().strip().replaceAll("(?s).*mean\\s+", ""));
        assertTrue(mean >= 0.5, "it learns at least one of the two jobs: " + eval.out());
    }

    private Path build() throws IOException {
        Path source = Path.of("..", "templates", "suite", "LineSuite.java");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-cp",
                        Child.classPath(),
                        source.toString());
        assertEquals(0, status, "it compiles");
        Path jar = folder.resolve("line-suite.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
            entries.putNextEntry(new JarEntry("META-INF/services/dev.reprise.envs.task.TaskSuite"));
            entries.write("com.example.line.LineSuite\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }
}
