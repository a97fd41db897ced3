package dev.reprise.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "ros",
        description = {
            "Robots over ROS 1: simulated ones, training and policies on robots, recordings, and what is missing on a graph.",
            "docs/ros.md says more."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            RosSimCommand.class,
            RosTrainCommand.class,
            RosServeCommand.class,
            RosCheckCommand.class,
            RosRecordCommand.class
        })
final class RosCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
