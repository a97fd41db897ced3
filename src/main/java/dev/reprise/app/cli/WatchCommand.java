package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.view.Programme;
import dev.reprise.app.view.Screening;
import dev.reprise.app.view.Stage;
import dev.reprise.app.view.Viewpoint;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.gl.GlException;
import dev.reprise.sim.render.gl.Viewer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = {
            "Shows a run's policy, or a scripted expert, at work in a window.",
            "It goes round all tasks; with a task named, by an option or a key (Tab, 1-9, 0), it stays with that. The key h shows all keys."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reprise watch runs/reach-seed0",
            "  reprise watch runs/reach-seed0 --task reach",
            "  reprise watch --expert drawer-open"
        })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class WatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "0..1", description = "Run folder.")
    private @Nullable Path run;

    @Mixin
    private Shown shown;

    @Option(names = "--width", paramLabel = "N", defaultValue = "1024", description = "Default ${DEFAULT-VALUE}.")
    private int width;

    @Option(names = "--height", paramLabel = "N", defaultValue = "768", description = "Default ${DEFAULT-VALUE}.")
    private int height;

    @Override
    public Integer call() {
        if (run != null && shown.expert()) {
            throw new UserException("name a run folder or an expert's task, not both");
        }
        if (width < 64 || height < 64) {
            throw new UserException("a window must have at least 64 pixels each way, not " + width + " x " + height);
        }
        Programme programme = shown.programme(run);
        List<TaskId> named = shown.named(programme);
        TaskId first = named.isEmpty() ? programme.tasks().get(0) : named.get(0);
        List<TaskId> round = named.size() > 1 ? named : programme.tasks();
        try (Stage stage = new Stage(programme, first)) {
            RenderScene scene = RenderScene.of(stage.world().model());
            try (Viewer viewer = new Viewer(
                    scene, Viewpoint.home(scene, stage.world()), "reprise: " + programme.player(), width, height)) {
                viewer.run(new Screening(stage, round, named.size() == 1 ? first : null));
            }
        } catch (GlException none) {
            throw new UserException(String.valueOf(none.getMessage()), none);
        }
        return 0;
    }
}
