package dev.reprise.sim.render.raster;

import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Renderer;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Draws on the CPU, in rows that several threads share. The picture is the same for any number of them.
 *
 * <p>Triangles that lie in each other go to the one drawn first; floors come last.
 */
public final class SoftwareRenderer implements Renderer {
    /** Pixels of a band: few enough for a core's second cache. */
    private static final int BAND_PIXELS = 20_480;

    private final RenderScene scene;
    private final int width;
    private final int height;
    private final int bandRows;
    private final int threads;
    private final BufferedImage picture;
    private final int[] pixels;
    private final Surroundings around;
    private final ScreenTriangles triangles;
    private final TextPainter text;
    private final Workers workers;
    private final ConcurrentLinkedQueue<Layers> free = new ConcurrentLinkedQueue<>();

    /** What one thread needs: for all opaque things, and for one translucent thing at a time. */
    private record Layers(Band solid, Band veil) {}

    /** On one thread. */
    public SoftwareRenderer(RenderScene scene, int width, int height) {
        this(scene, width, height, 1);
    }

    /**
     * For pictures of a scene.
     *
     * @param width pixels, 1 … 8192
     * @param height pixels, 1 … 8192
     * @param threads that share the work, the caller's included
     */
    public SoftwareRenderer(RenderScene scene, int width, int height, int threads) {
        if (width < 1 || width > 8192 || height < 1 || height > 8192 || threads < 1) {
            throw new IllegalArgumentException(
                    "a picture must have 1 to 8192 pixels each way and a renderer 1 thread or" + " more, not " + width
                            + " x " + height + " on " + threads);
        }
        this.scene = scene;
        this.width = width;
        this.height = height;
        this.threads = threads;
        this.bandRows = Math.max(1, BAND_PIXELS / width);
        this.picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        this.around = new Surroundings(width, height);
        this.triangles = new ScreenTriangles(width, height, around.eye());
        this.text = new TextPainter(width, height);
        this.workers = new Workers(threads);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public String description() {
        return "rasteriser in Java, " + threads + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public BufferedImage render(Frame frame) {
        if (frame.scene() != scene) {
            throw new IllegalArgumentException(
                    "this renderer draws '" + scene.model().name() + "', not a frame of '"
                            + frame.scene().model().name() + "'");
        }
        around.read(frame);
        triangles.project(frame);
        workers.run(ShadowMap.parts(), around.shadows()::fill);
        around.shadows().finish();
        List<Integer> opaque = new ArrayList<>();
        List<Integer> translucent = new ArrayList<>();
        order(frame, opaque, translucent);
        workers.run((height + bandRows - 1) / bandRows, i -> draw(i, frame, opaque, translucent));
        text.paint(frame.lines(), pixels);
        return picture;
    }

    /** Opaque things, floors last; translucent ones from far to near. */
    private static void order(Frame frame, List<Integer> opaque, List<Integer> translucent) {
        for (int thing = 0; thing < frame.count(); thing++) {
            (frame.colour(thing).a() < 1 ? translucent : opaque).add(thing);
        }
        opaque.sort(Comparator.comparing(frame::finish));
        translucent.sort(Comparator.comparingDouble(thing -> -frame.distance(thing)));
    }

    private void draw(int index, Frame frame, List<Integer> opaque, List<Integer> translucent) {
        Layers ready = free.poll();
        Layers layers = ready == null ? new Layers(band(), band()) : ready;
        Band band = layers.solid();
        int first = index * bandRows;
        int rows = Math.min(bandRows, height - first);
        for (int row = first; row < first + rows; row++) {
            Arrays.fill(pixels, row * width, (row + 1) * width, around.shownBackground(row));
        }
        band.begin(first, rows);
        for (int thing : opaque) {
            fill(band, thing);
        }
        band.shade(pixels, 1);
        for (int thing : translucent) {
            if (triangles.meets(thing, first, first + rows - 1)) {
                layers.veil().beginBefore(band);
                fill(layers.veil(), thing);
                layers.veil().shade(pixels, frame.colour(thing).a());
            }
        }
        free.add(layers);
    }

    private Band band() {
        return new Band(triangles, around, width, bandRows);
    }

    private void fill(Band band, int thing) {
        if (!triangles.meets(thing, band.top(), band.bottom())) {
            return;
        }
        int end = triangles.start(thing + 1);
        for (int t = triangles.start(thing); t < end; t++) {
            band.fill(t);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
