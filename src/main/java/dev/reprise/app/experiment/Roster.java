package dev.reprise.app.experiment;

import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The agent's tasks, in the order of their heads: what it knew before, then the others of the curriculum. To the agent
 * tasks are numbers, their places here.
 */
final class Roster {
    private final Curriculum curriculum;
    private final List<TaskId> tasks;
    private final List<String> known;
    /** Of each task of the curriculum its place among the agent's. */
    private final List<Integer> columns;

    Roster(StartConfig start, Curriculum curriculum) {
        this.curriculum = curriculum;
        List<String> before = start.tasks();
        this.known = before == null ? List.of() : before;
        this.tasks = Stream.concat(known.stream().map(TaskId::new), curriculum.tasks().stream())
                .distinct()
                .toList();
        this.columns = curriculum.tasks().stream().map(tasks::indexOf).toList();
    }

    List<TaskId> tasks() {
        return tasks;
    }

    TaskId task(int index) {
        return tasks.get(index);
    }

    List<Integer> all() {
        return IntStream.range(0, tasks.size()).boxed().toList();
    }

    /** Those that a phase trains. */
    List<Integer> of(int phase) {
        return curriculum.phases().get(phase).tasks().stream()
                .map(tasks::indexOf)
                .toList();
    }

    /** Those that the curriculum does not train. */
    List<Integer> others() {
        return all().stream().filter(task -> !columns.contains(task)).toList();
    }

    /** Those that the agent knew before and the curriculum trains, but not in its first phase. */
    List<Integer> knownAndTrainedLater() {
        return columns.stream()
                .filter(task -> task < known.size() && !of(0).contains(task))
                .toList();
    }

    /** What the agent has to know of a phase. A task that it knew before comes back even at its first visit here. */
    PhaseStart start(int phase) {
        Phase present = curriculum.phases().get(phase);
        List<Integer> indices = of(phase);
        List<Integer> visits = present.tasks().stream()
                .map(task -> curriculum.visit(phase, task) + (known.contains(task.name()) ? 1 : 0))
                .toList();
        return new PhaseStart(phase, curriculum.phases().size(), indices, visits, present.steps() / indices.size());
    }

    /** Of an evaluation of the agent's tasks what is about the curriculum's. */
    EvaluationPoint ofCurriculum(EvaluationPoint ofAll) {
        return new EvaluationPoint(
                ofAll.step(),
                ofAll.phase(),
                ofAll.phaseStart(),
                columns.stream().map(ofAll.success()::get).toList(),
                columns.stream().map(ofAll.meanReturn()::get).toList());
    }

    /** The success of the others that were evaluated, by name. */
    Map<String, Double> successOfOthers(EvaluationPoint ofAll) {
        Map<String, Double> success = new LinkedHashMap<>();
        for (int task : others()) {
            if (!ofAll.success().get(task).isNaN()) {
                success.put(tasks.get(task).name(), ofAll.success().get(task));
            }
        }
        return success;
    }
}
