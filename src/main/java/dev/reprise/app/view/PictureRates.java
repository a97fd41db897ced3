package dev.reprise.app.view;

import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Renderer;
import dev.reprise.sim.render.raster.SoftwareRenderer;
import dev.reprise.sim.render.video.FrameSink;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
     * @param perSecond pictures per second of wall time
     * @param perCpuSecond pictures per second of the calling thread's processor time; all of it when there is one thread
     */
    public record Rate(double perSecond, double perCpuSecond) {
        private static Rate of(int pictures, long wallNanos, long cpuNanos) {
            return new Rate(pictures / (wallNanos * 1e-9), pictures / (cpuNanos * 1e-9));
        }
    }

    /**
     * Both rates.
     *
     * @param drawn pictures of the rasteriser, shadows included
     * @param recorded pictures of an MP4: the world's steps, drawing and coding together
     */
    public record Rates(Rate drawn, Rate recorded) {}

    /**
     * Plays the first task of a programme over and over, a frame each control period. A third of the time warms up.
     *
     * @param threads of the rasteriser
     */
    public static Rates measure(Programme programme, int threads, double seconds) {
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

    private static Rates record(
            Programme programme, Stage stage, Renderer renderer, RenderScene scene, Path file, double seconds)
            throws IOException {
        Frame frame = new Frame(scene);
        int frames = 0;
        int episode = 0;
        long drawing = 0;
        long drawingCpu = 0;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        try (FrameSink sink = FrameSink.open(file, 1 / stage.periodSeconds())) {
            while (System.nanoTime() - start < seconds * 1e9) {
                if (stage.episode().over()) {
                    episode++;
                    stage.begin(programme.tasks().get(0), episode);
                }
                stage.step();
                long before = System.nanoTime();
                long cpuBefore = threads.getCurrentThreadCpuTime();
                frame.read(stage.world());
                frame.lines(stage.lines());
                BufferedImage picture = renderer.render(frame);
                drawing += System.nanoTime() - before;
                drawingCpu += threads.getCurrentThreadCpuTime() - cpuBefore;
                sink.add(picture);
                frames++;
            }
        }
        return new Rates(
                Rate.of(frames, drawing, drawingCpu),
                Rate.of(frames, System.nanoTime() - start, threads.getCurrentThreadCpuTime() - cpu));
    }
}
