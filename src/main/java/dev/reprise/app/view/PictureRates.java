package dev.reprise.app.view;

import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Renderer;
import dev.reprise.sim.render.raster.SoftwareRenderer;
import dev.reprise.sim.render.video.FrameSink;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How fast pictures are drawn and recorded on this machine, without a graphics card: for {@code bench-sim}. */
public final class PictureRates {
    /** Pixels. */
    public static final int WIDTH = 640;
    /** Pixels. */
    public static final int HEIGHT = 480;

    private PictureRates() {}

    /**
     * What was reached.
     *
     * @param drawnPerSecond pictures of the rasteriser per second, shadows included
     * @param recordedPerSecond frames of an MP4 per second: the world's steps, the picture and the coding together
     */
    public record Rate(double drawnPerSecond, double recordedPerSecond) {}

    /**
     * Plays the first task of a programme over and over, a frame each control period. A third of the time warms up.
     *
     * @param threads of the rasteriser
     */
    public static Rate measure(Programme programme, int threads, double seconds) {
        try (Stage stage = new Stage(programme, programme.tasks().get(0))) {
            RenderScene scene = RenderScene.of(stage.world().model());
            try (Renderer renderer = new SoftwareRenderer(scene, WIDTH, HEIGHT, threads)) {
                Path folder = Files.createTempDirectory("reprise-video-");
                Path file = folder.resolve("rate.mp4");
                try {
                    record(programme, stage, renderer, scene, file, seconds / 3);
                    return record(programme, stage, renderer, scene, file, seconds);
                } finally {
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a video: " + e.getMessage(), e);
        }
    }

    private static Rate record(
            Programme programme, Stage stage, Renderer renderer, RenderScene scene, Path file, double seconds)
            throws IOException {
        Frame frame = new Frame(scene);
        int frames = 0;
        int episode = 0;
        long drawing = 0;
        long start = System.nanoTime();
        try (FrameSink sink = FrameSink.open(file, 1 / stage.periodSeconds())) {
            while (System.nanoTime() - start < seconds * 1e9) {
                if (stage.episode().over()) {
                    episode++;
                    stage.begin(programme.tasks().get(0), episode);
                }
                stage.step();
                long before = System.nanoTime();
                frame.read(stage.world());
                frame.lines(stage.lines());
                BufferedImage picture = renderer.render(frame);
                drawing += System.nanoTime() - before;
                sink.add(picture);
                frames++;
            }
        }
        return new Rate(frames / (drawing * 1e-9), frames / ((System.nanoTime() - start) * 1e-9));
    }
}
