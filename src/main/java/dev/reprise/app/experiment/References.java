package dev.reprise.app.experiment;

import dev.reprise.agents.auxiliary.AuxiliaryConfig;
import dev.reprise.agents.balance.BalanceConfig;
import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.context.ContextConfig;
import dev.reprise.agents.continual.PackNetConfig;
import dev.reprise.agents.continual.RegularizationConfig;
import dev.reprise.agents.continual.RehearsalConfig;
import dev.reprise.agents.sac.SacConfig;
import dev.reprise.agents.sharing.LayersConfig;
import dev.reprise.agents.sharing.SharingConfig;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Single-task references: the same agent on one task alone for the length of one visit, without rehearsal and sharing,
 * which have nothing to work on. {@code bench} makes them; whatever config leads to the same reference finds it again
 * under {@code runs/references}.
 */
public final class References {
    private static final Path FOLDER = Path.of("runs", "references");
    /** Characters of the hash that name a folder. */
    private static final int HASH_CHARACTERS = 16;

    private References() {}

    /**
     * The references that a run's figures need, with the run's seed: one per task and length of a visit.
     *
     * @param joint whether a phase of several tasks has them too: each of its tasks for its share of the phase's steps
     */
    public static List<Configs.Resolved> of(Configs.Resolved run, boolean joint) {
        Curriculum curriculum = run.config().curriculumOf(run.suite());
        Set<Phase> alone = new LinkedHashSet<>();
        for (Phase phase : curriculum.phases()) {
            int sharing = phase.tasks().size();
            if (sharing == 1 || joint) {
                phase.tasks().forEach(task -> alone.add(new Phase("alone", List.of(task), phase.steps() / sharing)));
            }
        }
        return alone.stream()
                .map(phase ->
                        new Configs.Resolved(single(run.config(), phase.tasks().get(0), phase.steps()), run.suite()))
                .toList();
    }

    private static ExperimentConfig single(ExperimentConfig config, TaskId task, long steps) {
        return new ExperimentConfig(
                config.suite(),
                "single-task",
                null,
                config.seed(),
                new ExperimentConfig.CurriculumConfig(
                        ExperimentConfig.Kind.SEQUENTIAL,
                        List.of(task.name()),
                        ExperimentConfig.Order.GIVEN,
                        0,
                        null,
                        steps,
                        1,
                        null),
                config.environment(),
                config.evaluation(),
                new ExperimentConfig.CheckpointConfig(config.checkpoint().interval(), false),
                StartConfig.NONE,
                GuardConfig.OFF,
                ContextConfig.KNOWN,
                alone(config.agent()));
    }

    private static SacConfig alone(SacConfig agent) {
        RehearsalConfig rehearsal = agent.rehearsal();
        return new SacConfig(
                agent.executor(),
                agent.threads(),
                agent.network(),
                agent.batch(),
                agent.discount(),
                agent.targetDecay(),
                agent.learningRate(),
                agent.finalLearningRate(),
                agent.schedule(),
                agent.temperature(),
                agent.updates(),
                agent.randomSteps(),
                SacConfig.FirstSteps.UNIFORM,
                0,
                agent.gradientClip(),
                agent.weightDecay(),
                agent.resetOptimizer(),
                agent.normalizeRewards(),
                new SacConfig.Replay(
                        agent.replay().budgetMebibytes(),
                        agent.replay().spillMebibytes(),
                        SacConfig.Sharing.NONE,
                        0,
                        0,
                        0,
                        SacConfig.Window.TASK),
                new RehearsalConfig(
                        rehearsal.memoryFraction(),
                        new RehearsalConfig.Experience(0, false, false),
                        new RehearsalConfig.Policy(1, 0),
                        RehearsalConfig.Values.OFF,
                        null,
                        false),
                RegularizationConfig.OFF,
                PackNetConfig.OFF,
                BalanceConfig.valuesOnly(agent.balance().popArtStep()),
                SharingConfig.HARD,
                new LayersConfig(agent.layers().rates(), List.of(), 0),
                PlasticityConfig.OFF,
                AuxiliaryConfig.NONE);
    }

    /** Where a reference run lies. */
    public static Path folder(Configs.Resolved reference) {
        return seeds(reference).resolve("seed-" + reference.config().seed());
    }

    /** The folder of all seeds of a reference. */
    private static Path seeds(Configs.Resolved reference) {
        ExperimentConfig config = reference.config();
        String hash = KeptRuns.hashOfAnySeed(config).substring(0, HASH_CHARACTERS);
        List<String> tasks = config.curriculum().tasks();
        String task = tasks == null ? "all" : tasks.get(0);
        return FOLDER.resolve(config.suite().replace('/', '-')).resolve(task + "-" + hash);
    }

    /**
     * Those finished references of a run's config that are in a list.
     *
     * @param listed of many runs and seeds
     */
    static SingleTaskReferences among(List<Configs.Resolved> listed, Configs.Resolved run, KeptRuns kept) {
        Set<String> hashes = new HashSet<>();
        of(run, true).forEach(reference -> hashes.add(KeptRuns.hashOfAnySeed(reference.config())));
        List<SingleTaskReferences.Reference> found = new ArrayList<>();
        for (Configs.Resolved reference : listed) {
            if (hashes.contains(KeptRuns.hashOfAnySeed(reference.config()))) {
                Path done = RunQueue.finished(kept, reference, folder(reference));
                if (done != null) {
                    Outcome outcome = Results.outcome(done);
                    found.add(SingleTaskReferences.Reference.of(outcome.curriculum(), outcome.points()));
                }
            }
        }
        return SingleTaskReferences.of(found);
    }

    /** All finished references of a run's config, of whatever seeds, among the kept runs and under runs/references. */
    public static SingleTaskReferences cached(Configs.Resolved run, KeptRuns kept) {
        List<SingleTaskReferences.Reference> found = new ArrayList<>();
        for (Configs.Resolved reference : of(run, true)) {
            NavigableMap<Long, Path> seeds = kept.seeds(reference.config());
            finished(seeds(reference)).forEach(seeds::putIfAbsent);
            for (Path folder : seeds.values()) {
                Outcome outcome = Results.outcome(folder);
                found.add(SingleTaskReferences.Reference.of(outcome.curriculum(), outcome.points()));
            }
        }
        return SingleTaskReferences.of(found);
    }

    private static NavigableMap<Long, Path> finished(Path seeds) {
        NavigableMap<Long, Path> found = new TreeMap<>();
        if (Files.isDirectory(seeds)) {
            try (Stream<Path> folders = Files.list(seeds)) {
                folders.filter(Results::finished)
                        .forEach(folder -> found.put(Results.result(folder).seed(), folder));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + seeds + ": " + e.getMessage(), e);
            }
        }
        return found;
    }
}
