package dev.reprise.app.cli;

import dev.reprise.app.experiment.Progress;
import picocli.CommandLine;

/** What commands know of where they run. The launcher says whether standard output is a terminal. */
final class Terminal {
    private Terminal() {}

    static Progress progress() {
        return new ProgressLine(System.out, Boolean.getBoolean("reprise.terminal"));
    }

    /** The command line as the user typed it. */
    static String command(CommandLine.Model.CommandSpec spec) {
        StringBuilder text = new StringBuilder("reprise");
        CommandLine.ParseResult parsed = spec.root().commandLine().getParseResult();
        for (String argument : parsed.originalArgs()) {
            text.append(' ').append(argument.matches("[\\w./:=,+@%-]+") ? argument : "'" + argument + "'");
        }
        return text.toString();
    }
}
