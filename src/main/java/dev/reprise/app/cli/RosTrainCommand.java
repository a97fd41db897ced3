package dev.reprise.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train} with {@code environment.robot} filled in. */
@Command(
        name = "train",
        description = {
            "Trains an agent on a robot: the same as `reprise train` with environment.robot set. A config whose phases name",
            "their domain trains in simulation and on the robot."
        },
        footer = {
            "  reprise ros train configs/quickstart.yaml --robot planar",
            "  reprise ros train configs/quickstart.yaml --robot planar --lockstep --out runs/on-the-robot"
        })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RosTrainCommand extends TrainCommand {
    @Mixin
    private RobotOption robot;

    @Option(
            names = "--lockstep",
            description = "The robot moves only when told, and time with it; default as its file says.")
    private boolean lockstep;

    @Override
    List<String> implied() {
        List<String> settings = new ArrayList<>();
        settings.add("environment.robot.file=" + quoted(robot.name()));
        if (lockstep) {
            settings.add("environment.robot.pacing=lockstep");
        }
        return settings;
    }
}
