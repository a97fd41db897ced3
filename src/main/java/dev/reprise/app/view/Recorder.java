package dev.reprise.app.view;

import dev.reprise.app.UserException;
import dev.reprise.app.experiment.Progress;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.sim.physics.WorldView;
import dev.reprise.sim.render.Camera;
import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Renderer;
import dev.reprise.sim.render.gl.Renderers;
import dev.reprise.sim.render.video.FrameSink;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a file of episodes, off screen. */
public final class Recorder {
    private static final int LARGEST = 4096;
    /** Against rounding where frames and control periods coincide, in frames. */
    private static final double HAIR = 1e-9;

    private final Programme programme;
    private final Settings settings;

    /**
     * How it is to look.
     *
     * @param width pixels
     * @param height pixels
     * @param framesPerSecond of simulated time, at most the control rate; null for that
     * @param camera as {@link Viewpoint} reads it
     * @param text whether task, episode, reward and success stand in the picture
     * @param afterSuccessSeconds that an episode goes on once it has succeeded; infinite: to its end
     */
    public record Settings(
            int width,
            int height,
            @Nullable Double framesPerSecond,
            String camera,
            boolean text,
            double afterSuccessSeconds) {
        /** Checks the ranges. */
        public Settings {
            if (width < 16 || width > LARGEST || height < 16 || height > LARGEST) {
                throw new UserException(
                        "a recording must have 16 to " + LARGEST + " pixels each way, not " + width + " x " + height);
            }
            if (!(afterSuccessSeconds >= 0)) {
                throw new UserException("--after-success must be at least 0 seconds, not " + afterSuccessSeconds);
            }
        }
    }

    /**
     * What was recorded.
     *
     * @param frames pictures in the file, or files
     * @param seconds that they take, of simulated time
     * @param episodes shown
     * @param succeeded how many of them succeeded
     * @param drawnBy which renderer drew
     */
    public record Recorded(int frames, double seconds, int episodes, int succeeded, String drawnBy) {}

    /** A recorder. */
    public Recorder(Programme programme, Settings settings) {
        this.programme = programme;
        this.settings = settings;
    }

    /**
     * Records episodes of tasks, one task after the other. The file is there when this returns a result, and else not.
     * A {@code .png} without a place for numbers holds the last picture only.
     *
     * @param episodes of each task
     * @param stop asked at every step
     * @return null when it was stopped
     * @throws UserException when the file cannot be made
     */
    public @Nullable Recorded record(
            Path file, List<TaskId> tasks, int episodes, Progress progress, BooleanSupplier stop) {
        double rate = rate();
        check(file);
        try (Stage stage = new Stage(programme, tasks.get(0));
                Film film = new Film(stage, settings, rate, open(file, rate), still(file))) {
            int most = programme.suite().specs().maxEpisodeSteps();
            int succeeded = 0;
            int played = 0;
            long total = (long) tasks.size() * episodes * most;
            for (TaskId task : tasks) {
                for (int episode = 0; episode < episodes; episode++) {
                    stage.begin(task, episode);
                    film.tick();
                    long before = (long) played * most;
                    int left = Integer.MAX_VALUE;
                    while (!stage.episode().over() && left > 0) {
                        if (stop.getAsBoolean()) {
                            progress.finished();
                            return null;
                        }
                        stage.step();
                        film.tick();
                        if (stage.episode().succeeded()) {
                            left = Math.min(left, stepsAfterSuccess() + 1) - 1;
                        }
                        progress.at(Math.min(total - 1, before + stage.episode().steps()), total, task.name());
                    }
                    played++;
                    succeeded += stage.episode().succeeded() ? 1 : 0;
                }
            }
            int frames = film.finish();
            progress.at(total, total, "");
            progress.finished();
            return new Recorded(frames, frames / rate, played, succeeded, film.drawnBy());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private int stepsAfterSuccess() {
        double steps =
                settings.afterSuccessSeconds() / programme.suite().specs().controlPeriodSeconds();
        return (int) Math.min(Integer.MAX_VALUE - 1, Math.round(steps));
    }

    private double rate() {
        double control = 1 / programme.suite().specs().controlPeriodSeconds();
        Double asked = settings.framesPerSecond();
        if (asked == null) {
            return control;
        }
        if (!(asked > 0 && asked <= control + HAIR)) {
            throw new UserException("--fps must be above 0 and at most " + Math.round(control * 1000) / 1000.0
                    + ", a picture for each action, not " + asked);
        }
        return asked;
    }

    private void check(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".mp4") && !name.endsWith(".gif") && !name.endsWith(".png")) {
            throw new UserException("a recording's name must end in .mp4, .gif or .png, and '" + file + "' does not");
        }
        if (name.endsWith(".mp4") && (settings.width() % 2 != 0 || settings.height() % 2 != 0)) {
            throw new UserException("an .mp4 needs an even number of pixels each way, not " + settings.width() + " x "
                    + settings.height());
        }
    }

    private static boolean still(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".png") && !name.contains("%");
    }

    private static FrameSink open(Path file, double rate) {
        try {
            return FrameSink.open(file, rate);
        } catch (IOException e) {
            throw new UserException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** The pictures of one recording. */
    private static final class Film implements AutoCloseable {
        private final Stage stage;
        private final Settings settings;
        private final FrameSink sink;
        private final boolean still;
        private final double framesPerTick;
        private final Frame frame;
        private final Renderer renderer;
        private final Function<WorldView, Camera> camera;
        private long ticks;
        private int frames;

        Film(Stage stage, Settings settings, double rate, FrameSink sink, boolean still) throws IOException {
            this.stage = stage;
            this.settings = settings;
            this.sink = sink;
            this.still = still;
            this.framesPerTick = rate * stage.periodSeconds();
            boolean made = false;
            try {
                RenderScene scene = RenderScene.of(stage.world().model());
                this.camera = Viewpoint.of(settings.camera(), scene);
                this.frame = new Frame(scene);
                this.renderer = Renderers.choose(
                        scene,
                        settings.width(),
                        settings.height(),
                        Runtime.getRuntime().availableProcessors());
                made = true;
            } finally {
                if (!made) {
                    sink.discard();
                }
            }
        }

        String drawnBy() {
            return renderer.description();
        }

        /** The world stands one control period later, or at an episode's start. */
        void tick() throws IOException {
            long due = (long) (ticks * framesPerTick + HAIR);
            long before = (long) ((ticks - 1) * framesPerTick + HAIR);
            if (!still && (ticks == 0 || due > before)) {
                add();
            }
            ticks++;
        }

        private void add() throws IOException {
            sink.add(picture());
            frames++;
        }

        private BufferedImage picture() {
            frame.read(stage.world());
            frame.camera(camera.apply(stage.world()));
            if (settings.text()) {
                frame.lines(stage.lines());
            }
            return renderer.render(frame);
        }

        int finish() throws IOException {
            if (still) {
                add();
            }
            sink.close();
            return frames;
        }

        /** Without {@link #finish} there is no file. */
        @Override
        public void close() throws IOException {
            try {
                sink.discard();
            } finally {
                renderer.close();
            }
        }
    }
}
