package dev.reprise.app.cli;

import dev.reprise.app.experiment.Progress;
import java.util.List;
import picocli.CommandLine;

/** What commands know of where they run. The launcher says whether standard output is a terminal. */
final class Terminal {
    private Terminal() {}

    static Progress progress() {
        return new ProgressLine(System.out, Boolean.getBoolean("reprise.terminal"));
    }

    /** The command line as the user typed it. */
    static String command(CommandLine.Model.CommandSpec spec) {
        return command(spec.root().commandLine().getParseResult().originalArgs());
    }

    /** A command line with these arguments, as a user would type it. */
    static String command(List<String> arguments) {
        StringBuilder text = new StringBuilder("reprise");
        for (String argument : arguments) {
            text.append(' ').append(argument.matches("[\\w./:=,+@%-]+") ? argument : "'" + argument + "'");
        }
        return text.toString();
    }
}
