package dev.reprise.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.metrics.EventFile;
import dev.reprise.app.metrics.MetricSink;
import dev.reprise.app.science.Bootstrap;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.Interval;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Python reads of ours, read by the libraries that people use. */
@Tag("long")
class PythonReadersTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void python() {
        if (System.getProperty("reprise.python") == null) {
            String reason = "no Python with safetensors, tensorboard and rliable was named: -Dreprise.python=PATH";
            if (Boolean.getBoolean("reprise.require.all")) {
                fail(reason);
            }
            abort(reason);
        }
    }

    @Test
    void safetensorsReadsEveryBit() throws IOException {
        SavedState state = new SavedState();
        state.putFloats("floats", new float[] {1.5f, -0f, Float.MIN_VALUE});
        state.scope("part").putDoubles("doubles", Math.PI, -1e300);
        state.putLongs("longs", Long.MIN_VALUE, 7);
        state.putInts("ints", 3, -4);
        state.putBytes("bytes", new byte[] {0, -1, 127});
        Path file = folder.resolve("state.safetensors");
        Safetensors.write(file, state);
        String read = python("""
                import sys
                from safetensors.numpy import load_file
                for name, array in sorted(load_file(sys.argv[1]).items()):
                    print(name, array.dtype, array.tolist())
                """, file.toString());
        assertEquals(
                List.of(
                        "bytes uint8 [0, 255, 127]",
                        "floats float32 [1.5, -0.0, 1.401298464324817e-45]",
                        "ints int32 [3, -4]",
                        "longs int64 [-9223372036854775808, 7]",
                        "part.doubles float64 [3.141592653589793, -1e+300]"),
                read.lines().toList());
    }

    @Test
    void intervalsAreRliablesOnTheSameNumbers() {
        for (List<Double> values : List.of(
                List.of(0.91, 0.84, 0.97, 0.62, 0.88), List.of(-1.2, 0.3, 0.4, 0.1, 0.9, 0.2, -0.4, 0.0, 0.5, 0.6))) {
            Interval ours = Bootstrap.mean(values);
            String theirs = python("""
                    import sys
                    import numpy as np
                    from rliable import library
                    scores = {"ours": np.array([float(value) for value in sys.argv[1:]])[:, None]}
                    mean, interval = library.get_interval_estimates(
                        scores, lambda runs: np.array([np.mean(runs)]), reps=20000, confidence_interval_size=0.9,
                        random_state=np.random.RandomState(1))
                    print(mean["ours"][0], interval["ours"][0][0], interval["ours"][1][0])
                    """, values.stream().map(String::valueOf).toArray(String[]::new));
            double[] expected = Arrays.stream(theirs.strip().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double spread = expected[2] - expected[1];
            assertTrue(spread > 0.05, theirs);
            assertEquals(expected[0], ours.mean(), 1e-9);
            // Both draw at random; 4000 resamples place a bound of such an interval to about 2 % of its width.
            assertEquals(expected[1], ours.low(), 0.06 * spread);
            assertEquals(expected[2], ours.high(), 0.06 * spread);
        }
    }

    @Test
    void tensorboardReadsScalarsHistogramsAndPictures() {
        Curriculum curriculum = Curriculum.sequential(List.of(new TaskId("a"), new TaskId("b")), 100);
        try (EventFile file = new EventFile(folder, curriculum, 0, List.of(), () -> 1_000)) {
            // Of a sitting that was killed before its first checkpoint: the next one begins anew.
            file.evaluation(new EvaluationPoint(50, 0, false, List.of(1.0, 1.0), List.of(1.0, 1.0)));
        }
        EvaluationPoint whole = new EvaluationPoint(100, 0, false, List.of(0.5, 0.25), List.of(2.0, 1.0));
        try (EventFile file = new EventFile(folder, curriculum, 0, List.of(), () -> 1_000_000)) {
            file.evaluation(new EvaluationPoint(0, 0, true, List.of(0.0, Double.NaN), List.of(-3.0, Double.NaN)));
            for (int i = 0; i < 4; i++) {
                file.episode(new MetricSink.Episode(25L * (i + 1), 0, "a", 1, 25, i, i > 1, "truncated", ""));
            }
            file.evaluation(whole);
            file.evaluation(new EvaluationPoint(100, 1, true, List.of(Double.NaN, 0.25), List.of(Double.NaN, 1.0)));
        }
        try (EventFile file = new EventFile(folder, curriculum, 100, List.of(whole), () -> 2_000_000)) {
            file.evaluation(new EvaluationPoint(200, 1, false, List.of(0.75, 1.0), List.of(4.0, 5.0)));
            file.evaluation(new EvaluationPoint(
                    200, 2, true, List.of(Double.NaN, Double.NaN), List.of(Double.NaN, Double.NaN)));
        }
        String read = python("""
                import sys
                from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
                events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "histograms": 0, "images": 0})
                events.Reload()
                tags = events.Tags()
                for tag in sorted(tags["scalars"]):
                    print(tag, [(event.step, event.value) for event in events.Scalars(tag)])
                histogram = events.Histograms("episodes/returns/a")[0]
                value = histogram.histogram_value
                print(histogram.step, value.min, value.max, value.num, value.sum, value.sum_squares, sum(value.bucket))
                for image in events.Images("success"):
                    print(image.step, image.width, image.height, image.encoded_image_string[1:4].decode())
                """, folder.toString());
        assertEquals(
                List.of(
                        "episodes/length/a [(25, 25.0), (50, 25.0), (75, 25.0), (100, 25.0)]",
                        "episodes/return/a [(25, 0.0), (50, 1.0), (75, 2.0), (100, 3.0)]",
                        "episodes/success/a [(25, 0.0), (50, 0.0), (75, 1.0), (100, 1.0)]",
                        "return/a [(0, -3.0), (100, 2.0), (200, 4.0)]",
                        "return/b [(100, 1.0), (100, 1.0), (200, 5.0)]",
                        "success/a [(0, 0.0), (100, 0.5), (200, 0.75)]",
                        "success/b [(100, 0.25), (100, 0.25), (200, 1.0)]",
                        "100 0.0 3.0 4.0 6.0 14.0 4.0",
                        "100 8 16 PNG",
                        "200 16 16 PNG"),
                read.lines().toList());
    }

    /** What a script prints. */
    private static String python(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("reprise.python"), "-c", script));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(
                    0,
                    process.exitValue(),
                    () -> script.lines().limit(3).collect(Collectors.joining(" ")) + " failed: " + said);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
