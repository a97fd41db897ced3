package dev.reprise.app.experiment;

import dev.reprise.agents.export.PolicyTensors;
import dev.reprise.agents.export.PolicyZip;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The policy of a finished run, in files for others: {@code policy.zip}, or {@code policy-TASK.zip} for each task that has
 * parameters of its own. What a DL4J zip cannot express is {@code policy.safetensors} and {@code policy.json}.
 */
public final class PolicyFiles {
    private static final String NAME = "policy";
    private static final String ZIP = ".zip";
    private static final String TENSORS = ".safetensors";

    private PolicyFiles() {}

    static void write(RunFolder folder, PolicySnapshot policy, TaskSuite suite) {
        for (int task = 0; task < policy.tasks().size(); task++) {
            boolean own = policy.parameters(task) != policy.parameters();
            if (own || task == 0) {
                String name = own ? NAME + "-" + policy.tasks().get(task).name() : NAME;
                write(folder, name, policy, policy.parameters(task), suite);
            }
        }
    }

    private static void write(
            RunFolder folder, String name, PolicySnapshot policy, ParameterVector parameters, TaskSuite suite) {
        try {
            if (policy.network().spec().sharing().plain()) {
                PolicyZip.write(
                        folder.resolve(name + ZIP),
                        policy.network().spec(),
                        parameters,
                        PolicyContract.json(suite, policy.tasks()));
            } else {
                PolicyTensors.write(folder.resolve(name + TENSORS), parameters);
                folder.write(name + ".json", PolicyContract.json(suite, policy.network()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the policy to " + folder.path(), e);
        }
    }

    /** The DL4J zip of all tasks in a run's folder, which need not be there. */
    static Path zip(Path run) {
        return run.resolve(NAME + ZIP);
    }

    /** The files that hold a run's policy, in order. */
    public static List<Path> in(Path run) {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(NAME) && (name.endsWith(ZIP) || name.endsWith(TENSORS));
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + run, e);
        }
    }
}
