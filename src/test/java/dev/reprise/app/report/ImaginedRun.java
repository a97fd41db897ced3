package dev.reprise.app.report;

import dev.reprise.app.science.ContinualMetrics;
import dev.reprise.app.science.Diagnostics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.RunResult;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Evaluations as a run might give them: success of the trained tasks rises, that of the others falls towards what the
 * method keeps.
 */
record ImaginedRun(Curriculum curriculum, List<EvaluationPoint> points, RunResult result) {
    private static final List<String> NAMES = List.of(
            "reach-north-east",
            "follow-ring-left",
            "pass-obstacle-eastward",
            "point-south",
            "reach-south-west",
            "follow-ring-right",
            "pass-obstacle-westward",
            "point-north");

    static List<TaskId> tasks(int count) {
        return NAMES.subList(0, count).stream().map(TaskId::new).toList();
    }

    /** A run of {@code evaluations} per phase. {@code kept} in [0, 1]: what remains of a task that is not trained. */
    static ImaginedRun of(String method, Curriculum curriculum, int evaluations, double kept, long seed) {
        return of(method, curriculum, evaluations, kept, seed, SingleTaskReferences.none());
    }

    static ImaginedRun of(
            String method,
            Curriculum curriculum,
            int evaluations,
            double kept,
            long seed,
            SingleTaskReferences references) {
        RandomStream random = RandomStream.named(seed, method);
        int tasks = curriculum.tasks().size();
        double[] skill = new double[tasks];
        double[] peak = new double[tasks];
        List<EvaluationPoint> points = new ArrayList<>();
        for (int phase = 0; phase < curriculum.phases().size(); phase++) {
            long begin = curriculum.stepsBefore(phase);
            long steps = curriculum.phases().get(phase).steps();
            points.add(point(curriculum, begin, phase, true, skill, random));
            for (int i = 1; i <= evaluations; i++) {
                for (int task = 0; task < tasks; task++) {
                    boolean trained = trains(curriculum, phase, task);
                    double target = trained ? 1 : kept * peak[task];
                    skill[task] += (target - skill[task]) * (trained ? 4.0 : 6.0) / evaluations;
                    peak[task] = Math.max(peak[task], skill[task]);
                }
                points.add(point(curriculum, begin + steps * i / evaluations, phase, false, skill, random));
            }
        }
        ContinualMetrics metrics = ContinualMetrics.of(curriculum, points, references);
        long total = curriculum.totalSteps();
        RunResult.Cost cost = new RunResult.Cost(total, total - 1000, total / 2310.0);
        return new ImaginedRun(
                curriculum,
                points,
                RunResult.of(
                        "planar-hard", "an imagined arm", method, seed, metrics, cost, "9f3ac41e70d2", "0.1.0", null));
    }

    private static boolean trains(Curriculum curriculum, int phase, int task) {
        return curriculum
                .phases()
                .get(phase)
                .tasks()
                .contains(curriculum.tasks().get(task));
    }

    private static EvaluationPoint point(
            Curriculum curriculum, long step, int phase, boolean start, double[] skill, RandomStream random) {
        Double[] rates = new Double[skill.length];
        Arrays.setAll(rates, task -> {
            boolean covered = !start || trains(curriculum, phase, task);
            double noisy = skill[task] + 0.06 * random.nextGaussian() * (skill[task] > 0.02 ? 1 : 0);
            return covered ? Math.min(1, Math.max(0, Math.round(noisy * 20) / 20.0)) : Double.NaN;
        });
        return new EvaluationPoint(
                step, phase, start, List.of(rates), Collections.nCopies(rates.length, start ? Double.NaN : -1.5));
    }

    RunReport report() {
        return new RunReport(
                result,
                curriculum,
                points,
                diagnostics(),
                "suite: planar-hard\nmethod: rehearsal # <policy> & \"experience\"\nsac:\n  hidden: [64, 64]\n  gamma: 0.95\n",
                "./reprise run --config quickstart.yaml --set seed=0",
                Map.of("machine", "2 cores, Java 17"),
                "No single-task references: reprise bench runs them.");
    }

    static BenchReport bench(int seeds, int tasks, int times, String... methods) {
        Curriculum curriculum = Curriculum.repeating(tasks(tasks), 3000, times);
        SingleTaskReferences references = references(curriculum);
        List<BenchReport.Method> list = new ArrayList<>();
        for (int i = 0; i < methods.length; i++) {
            List<BenchReport.Run> runs = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                double kept = 1 - (double) i / Math.max(1, methods.length - 1);
                ImaginedRun run = of(methods[i], curriculum, 10, kept, seed, references);
                runs.add(new BenchReport.Run(run.result(), run.points(), run.diagnostics()));
            }
            list.add(new BenchReport.Method(methods[i], curriculum, runs, references));
        }
        List<BenchReport.Check> checks = List.of(
                new BenchReport.Check("rehearsal: performance ≥ 0.80", "0.91 [0.88, 0.94]", true),
                new BenchReport.Check("fine-tuning: forgetting ≥ 0.50", "0.46 [0.44, 0.48]", false));
        return new BenchReport(
                "Bench: keeping & returning <planar>",
                List.of(
                        new BenchReport.Group("planar, equal rewards", list),
                        new BenchReport.Group("planar, rewards × 1, 10, 100", list)),
                checks,
                1,
                "./reprise bench --config benches/planar.yaml",
                "bench:\n  seeds: 5\n");
    }

    private Diagnostics diagnostics() {
        List<Long> steps = points.stream().map(EvaluationPoint::step).toList();
        return new Diagnostics(
                steps,
                Map.of(
                        "criticLoss",
                        steps.stream().map(step -> 1.0 / (1 + step)).toList()));
    }

    private static SingleTaskReferences references(Curriculum curriculum) {
        List<SingleTaskReferences.Reference> references = new ArrayList<>();
        for (TaskId task : curriculum.tasks()) {
            for (int seed = 0; seed < 3; seed++) {
                Curriculum alone = Curriculum.sequential(List.of(task), 3000);
                ImaginedRun run = of("alone", alone, 10, 0, seed);
                references.add(SingleTaskReferences.Reference.of(alone, run.points()));
            }
        }
        return SingleTaskReferences.of(references);
    }
}
