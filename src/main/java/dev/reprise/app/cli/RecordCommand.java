package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.view.Programme;
import dev.reprise.app.view.Recorder;
import dev.reprise.envs.spec.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "record",
        description = {
            "Records a run's policy, or a scripted expert, into a file, off screen.",
            "The file's name says what it is: an .mp4, a .gif, or a .png, which holds the last picture; frame-%%04d.png holds one picture each."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reprise record runs/reach-seed0 --task reach --episodes 3 reach.mp4",
            "  reprise record --expert pick-place expert.gif --width 320 --height 240 --fps 10",
            "  reprise record --expert drawer-open,door-open --after-success 0.5 doors.mp4 --camera front"
        })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RecordCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "[RUN] FILE",
            hideParamSyntax = true,
            arity = "1..2",
            description = "Run folder (not with --expert) and the file to be made.")
    private List<Path> places;

    @Mixin
    private Shown shown;

    @Option(names = "--episodes", paramLabel = "N", defaultValue = "1", description = "Per task; default 1.")
    private int episodes;

    @Option(names = "--width", paramLabel = "N", defaultValue = "640", description = "Pixels; default 640.")
    private int width;

    @Option(names = "--height", paramLabel = "N", defaultValue = "480", description = "Pixels; default 480.")
    private int height;

    @Option(names = "--fps", paramLabel = "N", description = "Pictures a second; default, and at most, one per action.")
    private @Nullable Double framesPerSecond;

    @Option(
            names = "--after-success",
            paramLabel = "S",
            defaultValue = "Infinity",
            description = "Seconds that an episode goes on once it has succeeded; default to its end.")
    private double afterSuccess;

    @Option(
            names = "--camera",
            paramLabel = "C",
            defaultValue = "",
            description = "A camera of the model, or AZIMUTH,ELEVATION[,DISTANCE] in degrees and m; default jobs.")
    private String camera;

    @Option(names = "--no-text", description = "Writes nothing into the pictures.")
    private boolean bare;

    @Override
    public Integer call() {
        if (places.size() != (shown.expert() ? 1 : 2)) {
            throw new UserException(
                    shown.expert()
                            ? "with --expert there is no run: name the file alone"
                            : "name a run folder and the file to be made, or a task with --expert and the file");
        }
        if (episodes < 1) {
            throw new UserException("--episodes must be at least 1, not " + episodes);
        }
        Recorder.Settings settings = new Recorder.Settings(width, height, framesPerSecond, camera, !bare, afterSuccess);
        Path file = places.get(places.size() - 1);
        Programme programme = shown.programme(shown.expert() ? null : places.get(0));
        List<TaskId> named = shown.named(programme);
        List<TaskId> tasks = named.isEmpty() ? programme.tasks() : named;
        try (StopSignal stop = new StopSignal()) {
            Recorder.Recorded done =
                    new Recorder(programme, settings).record(file, tasks, episodes, Terminal.progress(), stop);
            if (done == null) {
                System.out.println("stopped; " + file + " was not made");
                return Main.STOPPED;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s, %d of %d episodes succeeded; drawn by %s%n",
                    file,
                    done.frames() == 1
                            ? "one picture"
                            : String.format(Locale.ROOT, "%d pictures, %.1f s", done.frames(), done.seconds()),
                    done.succeeded(),
                    done.episodes(),
                    done.drawnBy());
        }
        return 0;
    }
}
