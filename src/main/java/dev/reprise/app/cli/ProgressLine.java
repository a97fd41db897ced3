package dev.reprise.app.cli;

import dev.reprise.app.experiment.Progress;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells how far a run is: on a terminal a bar that is drawn over, with the time left; elsewhere a plain line at each
 * tenth of the run.
 */
final class ProgressLine implements Progress {
    private static final int BAR = 30;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long startNanos;
    private long firstStep = -1;
    private long drawnAt;
    private long saidTenth = -1;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void at(long step, long total, String what) {
        if (firstStep < 0) {
            firstStep = step;
            startNanos = System.nanoTime();
        }
        long now = System.nanoTime();
        if (terminal) {
            if (now - drawnAt < REDRAW_NANOS && step < total) {
                return;
            }
            drawnAt = now;
            int full = (int) (BAR * step / total);
            out.printf(
                    Locale.ROOT,
                    "\r%s%s %3d%%  %s  %s\033[K",
                    "█".repeat(full),
                    "░".repeat(BAR - full),
                    100 * step / total,
                    left(step, total, now),
                    what);
            out.flush();
            return;
        }
        long tenth = 10 * step / total;
        if (tenth > saidTenth) {
            saidTenth = tenth;
            out.printf(
                    Locale.ROOT,
                    "%3d%%  step %d of %d  %s  %s%n",
                    100 * step / total,
                    step,
                    total,
                    left(step, total, now),
                    what);
            out.flush();
        }
    }

    private String left(long step, long total, long now) {
        long done = step - firstStep;
        if (done <= 0) {
            return "";
        }
        double seconds = (now - startNanos) / 1e9;
        long rest = Math.round(seconds / done * (total - step));
        return String.format(Locale.ROOT, "%.0f steps/s, %d:%02d left", done / seconds, rest / 60, rest % 60);
    }

    @Override
    public void finished() {
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
