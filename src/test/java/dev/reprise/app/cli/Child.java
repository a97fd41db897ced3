package dev.reprise.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command line in a process of its own, as a user runs it. It runs without the Vector API, which is
 * slow until it has been compiled: these processes live for seconds, and the plain kernels give the same bits.
 */
final class Child {
    /** What a process left behind. */
    record Result(int status, String out, String err) {}

    private Child() {}

    /** Starts a command in {@code folder} with the launcher's flags, its output going to files there. */
    static Process start(Path folder, String classPath, List<String> arguments) throws IOException {
        return start(folder, classPath, arguments, Map.of());
    }

    /** As above, with changes to the environment; variables with an empty value are unset. */
    static Process start(Path folder, String classPath, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:ObjectAlignmentInBytes=64",
                "--add-modules",
                "jdk.incubator.vector",
                "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
                "-cp",
                classPath,
                "dev.reprise.app.cli.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return builder.start();
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }

    static Result run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, classPath(), List.of(arguments));
    }

    static Result run(Path folder, String classPath, List<String> arguments) throws IOException, InterruptedException {
        return run(folder, classPath, arguments, Map.of());
    }

    static Result run(Path folder, String classPath, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        Process process = start(folder, classPath, arguments, environment);
        if (!process.waitFor(20, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("no end of " + arguments);
        }
        return new Result(
                process.exitValue(),
                Files.readString(folder.resolve("out.txt"), StandardCharsets.UTF_8),
                errors(folder));
    }

    /** What the process wrote to standard error, but for the JVM's word on incubating modules, as in the launcher. */
    static String errors(Path folder) throws IOException {
        return Files.readString(folder.resolve("err.txt"), StandardCharsets.UTF_8)
                .replace("WARNING: Using incubator modules: jdk.incubator.vector" + System.lineSeparator(), "");
    }
}
