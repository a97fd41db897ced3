package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.experience.ExperienceRecorder;
import dev.reprise.app.robot.RobotFile;
import dev.reprise.envs.ros.robot.RecordedStep;
import dev.reprise.envs.ros.robot.RobotRecorder;
import dev.reprise.envs.ros.robot.RosRobotSuite;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "record",
        description = {
            "Records what a robot does while somebody drives it, a policy or a person, until Ctrl-C: steps of a task, for",
            "train --experience. Commands nothing. The file is written once a minute and at the end."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  reprise ros record planar/easy driven.safetensors --robot planar --task reach-north-east")
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RosRecordCommand implements Callable<Integer> {
    private static final long WRITE_NANOS = 60_000_000_000L;
    private static final long SILENCE_NANOS = 5_000_000_000L;
    private static final long GLANCE_MILLIS = 100;

    @Parameters(index = "0", paramLabel = "SUITE", description = "A suite whose tasks can run on a robot.")
    private String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "To be made: safetensors.")
    private Path file;

    @Mixin
    private RobotOption robot;

    @Mixin
    private RateOption rate;

    @Option(names = "--task", required = true, paramLabel = "TASK", description = "The job that is being done.")
    private String taskName;

    @Option(names = "--steps", paramLabel = "N", description = "Ends after so many; default ${DEFAULT-VALUE}.")
    private int most = 100_000;

    @Option(names = "--seconds", paramLabel = "S", description = "Ends after so long.")
    private @Nullable Double seconds;

    @Option(
            names = "--goals",
            paramLabel = "SEED",
            description = "Where the task draws goals: as for this seed; default ${DEFAULT-VALUE}, as ros serve does.")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RobotFile robotFile = robot.read();
        RosRobotSuite suite = robotFile.suite(rate.of(TasksCommand.one(name)));
        Task task = task(suite);
        if (Files.exists(file)) {
            throw new UserException(file + " is there already; name a file to be made");
        }
        Path into = file.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(into) || !Files.isWritable(into)) {
            throw new UserException(into + " is no folder that can be written to; make it, or name another file");
        }
        ExperienceRecorder experience;
        try {
            experience = new ExperienceRecorder(
                    suite.specs(), suite.name(), task.id().name(), robotFile.name(), most);
        } catch (IllegalArgumentException e) {
            throw new UserException("--steps: " + e.getMessage(), e);
        }
        try (StopSignal stop = new StopSignal();
                RosNode node = new TcprosTransport()
                        .open(RosRobotSuite.node(
                                "reprise_record_" + ProcessHandle.current().pid(), robotFile.config()));
                RobotRecorder recorder = open(node, suite, robotFile, task)) {
            System.out.println("recording '" + task.id() + "' on robot '" + robotFile.name() + "' into " + file
                    + "; Ctrl-C ends it");
            record(recorder, experience, stop);
            experience.write(file);
            System.out.println(
                    experience.count() + " steps of '" + task.id() + "' in " + file + "; " + recorder.leftOut()
                            + " periods left out, as the next command came early or late or readings were old");
        }
        return 0;
    }

    private Task task(RosRobotSuite suite) {
        List<String> names =
                suite.tasks().stream().map(each -> each.id().name()).toList();
        if (!names.contains(taskName)) {
            throw new UserException("suite '" + suite.name() + "' has no task '" + taskName + "', only " + names);
        }
        return suite.task(new TaskId(taskName));
    }

    private RobotRecorder open(RosNode node, RosRobotSuite suite, RobotFile robotFile, Task task) throws IOException {
        try {
            return new RobotRecorder(node, suite, robotFile.config(), task, seed);
        } catch (IllegalArgumentException e) {
            throw new UserException("robot '" + robotFile.name() + "': " + e.getMessage(), e);
        }
    }

    private void record(RobotRecorder recorder, ExperienceRecorder experience, StopSignal stop)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long until = seconds == null ? Long.MAX_VALUE : (long) (seconds * 1e9);
        long written = begin;
        long heard = begin;
        int before = 0;
        while (!stop.getAsBoolean() && !experience.full() && System.nanoTime() - begin < until) {
            RecordedStep step = recorder.next(GLANCE_MILLIS);
            long now = System.nanoTime();
            if (step != null) {
                experience.add(step);
                heard = now;
            } else if (now - heard > SILENCE_NANOS) {
                heard = now;
                System.err.println("no step for 5 s: " + silence(recorder));
            }
            if (now - written > WRITE_NANOS && experience.count() > before) {
                written = now;
                before = write(experience) ? experience.count() : before;
            }
        }
    }

    /** What is recorded is not lost for a disk that is full now: the next minute or the end writes it. */
    private boolean write(ExperienceRecorder experience) {
        try {
            experience.write(file);
            return true;
        } catch (IOException e) {
            System.err.println(
                    "reprise: " + file + " could not be written (" + e.getMessage() + "); recording goes on");
            return false;
        }
    }

    private static String silence(RobotRecorder recorder) {
        String missing = recorder.missing();
        String fault = recorder.fault();
        String last = fault == null ? "the robot is told to stand" : fault;
        return missing.isEmpty() ? last : missing;
    }
}
