package dev.reprise.app.experiment;

import dev.reprise.app.UserException;
import dev.reprise.app.config.Suggestion;
import dev.reprise.app.experience.ExperienceFile;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.TaskSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins a run with what another run has learnt. */
final class Start {
    private static final Logger LOG = LoggerFactory.getLogger(Start.class);

    private Start() {}

    /** The newest checkpoint of the run to begin with. */
    private record Source(Configs.Resolved config, Checkpoints checkpoints, Checkpoints.Loaded newest) {
        static Source of(String folder) {
            Path run = Path.of(folder);
            RunFolder.requireRun(run);
            Checkpoints checkpoints = new Checkpoints(run);
            Checkpoints.Loaded newest = checkpoints.newest();
            if (newest == null) {
                throw new UserException(run + " has no checkpoint yet to start from");
            }
            Configs.Resolved config = Configs.readResolved(run);
            if (!config.config().contexts().known()) {
                throw new UserException(
                        run + " learnt without being told its tasks (contexts.known: false), so there are no"
                                + " tasks' heads to start from");
            }
            return new Source(config, checkpoints, newest);
        }

        String checksum() {
            return Long.toHexString(newest.manifest().state().crc32c());
        }

        List<TaskId> tasks() {
            return new Roster(config.config().start(), config.config().curriculumOf(config.suite())).tasks();
        }

        /** Whether it holds the whole learner, not the networks alone. */
        boolean whole() {
            return newest.state().has("position");
        }
    }

    /** Fills in what the run to begin with says, and checks what the user says of it. */
    static StartConfig completed(StartConfig start, List<TaskId> curriculum, TaskSuite suite) {
        String from = start.from();
        if (from == null) {
            return start;
        }
        Source source = Source.of(from);
        List<String> theirs = source.tasks().stream().map(TaskId::name).toList();
        List<String> ours = suite.tasks().stream().map(task -> task.id().name()).toList();
        List<String> kept = start.tasks();
        if (kept == null) {
            kept = theirs.stream().filter(ours::contains).toList();
        }
        for (String task : kept) {
            known(task, theirs, from + " has learnt no task '");
            known(task, ours, "suite '" + suite.name() + "' has no task '");
        }
        for (String task : start.frozenTasks()) {
            known(task, kept, "start.frozenTasks: the agent does not know '");
            if (curriculum.contains(new TaskId(task))) {
                throw new UserException(
                        "start.frozenTasks: '" + task + "' is a task of the curriculum, which trains it");
            }
        }
        // In that run's order, so that every task's parameters lie as they lay.
        List<String> chosen = kept;
        return new StartConfig(
                from,
                source.checksum(),
                theirs.stream().filter(chosen::contains).toList(),
                start.memory(),
                start.frozenLayers(),
                start.frozenTasks(),
                start.experience());
    }

    /** Checks the files of experience against the run, and fills in what they are. */
    static StartConfig examined(StartConfig start, List<TaskId> curriculum, TaskSuite suite) {
        List<StartConfig.Recorded> examined = new ArrayList<>();
        for (StartConfig.Recorded recorded : start.experience()) {
            ExperienceFile file = new ExperienceFile(recorded.file(), suite);
            if (!curriculum.contains(file.task())) {
                throw new UserException("experience " + recorded.file() + " is of task '" + file.task()
                        + "', which the curriculum does not train; it trains " + curriculum);
            }
            examined.add(new StartConfig.Recorded(recorded.file(), file.task().name(), file.checksum()));
        }
        return start.with(examined);
    }

    /**
     * Experience that was recorded of a task; empty for none.
     *
     * @throws UserException when a file is not what it was when the configuration was resolved
     */
    static List<ExperienceFile> experience(StartConfig start, TaskId task, TaskSuite suite) {
        List<ExperienceFile> files = new ArrayList<>();
        for (StartConfig.Recorded recorded : start.experience()) {
            if (task.name().equals(recorded.task())) {
                ExperienceFile file = new ExperienceFile(recorded.file(), suite);
                if (!file.checksum().equals(recorded.checksum())) {
                    throw new UserException("experience " + recorded.file()
                            + " is not what it was when the config was read (checksum " + file.checksum() + ", not "
                            + recorded.checksum() + "); begin a new run");
                }
                files.add(file);
            }
        }
        return files;
    }

    private static void known(String task, List<String> names, String complaint) {
        if (!names.contains(task)) {
            throw new UserException(complaint + task + "'"
                    + Suggestion.nearest(task, names)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; there are " + String.join(", ", names)));
        }
    }

    /**
     * Brings what the other run has learnt into a loop at its beginning.
     *
     * @throws UserException when its networks have another shape, or it has gone on since the configuration was resolved
     */
    static void apply(StartConfig start, TrainLoop loop) {
        String from = start.from();
        if (from == null) {
            return;
        }
        Source source = Source.of(from);
        if (!source.checksum().equals(start.state())) {
            throw new UserException(from + " is not what it was when the config was read (checksum " + source.checksum()
                    + ", not " + start.state() + "); begin a new run from it");
        }
        boolean whole = source.whole() && start.memory();
        try (TrainLoop other =
                new TrainLoop(source.config().config(), source.config().suite(), Results.SILENCE)) {
            other.policy(
                    source.newest().state(),
                    source.checkpoints().archive(source.newest().manifest()));
            loop.agent().takeOver(other.agent(), whole);
        } catch (IllegalArgumentException e) {
            throw new UserException("cannot start from " + from + ": " + e.getMessage(), e);
        }
        LOG.info("starts from {}, knows {}", from, start.tasks());
        if (start.memory() && !whole) {
            LOG.warn(
                    "{} kept no memory, so only its networks are taken over; a run with checkpoint.keepReplay=true keeps it",
                    from);
        }
    }
}
