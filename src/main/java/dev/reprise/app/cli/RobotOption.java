package dev.reprise.app.cli;

import dev.reprise.app.robot.RobotFile;
import picocli.CommandLine.Option;

/** Which robot is meant. */
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RobotOption {
    @Option(
            names = "--robot",
            required = true,
            paramLabel = "FILE",
            description = "Its file, or a name of configs/robots.")
    private String robot;

    String name() {
        return robot;
    }

    RobotFile read() {
        return RobotFile.read(robot);
    }
}
