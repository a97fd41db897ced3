package dev.reprise.app.cli;

import dev.reprise.app.experiment.Progress;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /**
     * A flag that Ctrl-C and termination raise. The JVM then waits for the calling thread, so that it can write down
     * what it has.
     */
    static AtomicBoolean stopOnSignal() {
        AtomicBoolean stop = new AtomicBoolean();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.set(true);
                            try {
                                worker.join(60_000);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
        return stop;
    }
}
