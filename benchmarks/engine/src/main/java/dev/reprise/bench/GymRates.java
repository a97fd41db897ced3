package dev.reprise.bench;

import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Suites;
import dev.reprise.envs.task.TaskSuite;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Steps per second of one of Python's environments: stepped in Python, through the bridge, and in two processes through
 * the bridge, with uniform random actions, resets included. Short pieces in turns, as a machine's speed changes from
 * second to second: {@code GymRates metaworld:mt1-reach benchmarks/peers/own_rate.py 20}, with {@code REPRISE_PYTHON}.
 */
public final class GymRates {
    private static final int STEPS = 1000;
    private static final int WARM_UP = 5000;

    private GymRates() {}

    /** Entry point. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("usage: GymRates ENTRY own_rate.py ROUNDS");
            System.exit(2);
        }
        String entry = arguments[0];
        String name = entry.startsWith("metaworld:") ? entry.replaceFirst(":", "/") : "gym/" + entry;
        TaskSuite suite = Suites.find(name).orElseThrow(() -> new IllegalArgumentException("no suite " + name));
        int rounds = Integer.parseInt(arguments[2]);
        double[] own = new double[rounds];
        double[] one = new double[rounds];
        double[] two = new double[rounds];
        String python = Objects.requireNonNullElse(System.getenv("REPRISE_PYTHON"), "python3");
        Process yardstick = new ProcessBuilder(python, arguments[1], entry)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Stepper first = new Stepper(suite, 1);
                Stepper second = new Stepper(suite, 2);
                BufferedWriter asked = yardstick.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answered = yardstick.inputReader(StandardCharsets.UTF_8)) {
            first.seconds(WARM_UP);
            for (int round = 0; round < rounds; round++) {
                asked.write(STEPS + "\n");
                asked.flush();
                own[round] = Double.parseDouble(answered.readLine()) / STEPS;
                one[round] = first.seconds(STEPS) / STEPS;
                List<Callable<Double>> both = List.of(() -> first.seconds(STEPS), () -> second.seconds(STEPS));
                long start = System.nanoTime();
                for (var done : threads.invokeAll(both)) {
                    done.get();
                }
                two[round] = (System.nanoTime() - start) / 1e9 / (2 * STEPS);
            }
        } finally {
            threads.shutdownNow();
            yardstick.destroy();
        }
        System.out.printf("%s, %d pieces of %d steps; fastest and median piece%n", suite.description(), rounds, STEPS);
        print("in Python", own, own);
        print("through the bridge", one, own);
        print("in two processes", two, own);
    }

    private static void print(String what, double[] seconds, double[] own) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %8.1f %8.1f us/step %9.0f %9.0f steps/s %6.2f %6.2f of Python's own%n",
                what,
                least(seconds) * 1e6,
                median(seconds) * 1e6,
                1 / least(seconds),
                1 / median(seconds),
                least(own) / least(seconds),
                median(own) / median(seconds));
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** An environment that is being stepped. */
    private static final class Stepper implements AutoCloseable {
        private final Environment environment;
        private final TaskId task;
        private final SplittableRandom random;
        private TimeStep now;

        Stepper(TaskSuite suite, long seed) {
            environment = suite.newEnvironment();
            task = suite.tasks().get(0).id();
            random = new SplittableRandom(seed);
            now = environment.reset(task, seed);
        }

        double seconds(int steps) {
            List<float[]> actions = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                float[] action = new float[environment.specs().action().size()];
                for (int i = 0; i < action.length; i++) {
                    action[i] = (float) random.nextDouble(-1, 1);
                }
                actions.add(action);
            }
            long start = System.nanoTime();
            for (float[] action : actions) {
                if (now instanceof TimeStep.Last) {
                    environment.reset(task, random.nextLong(Long.MAX_VALUE));
                }
                now = environment.step(action);
            }
            return (System.nanoTime() - start) / 1e9;
        }

        @Override
        public void close() {
            environment.close();
        }
    }
}
