package dev.reprise.sim.render.gl;

import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Renderer;
import java.awt.image.BufferedImage;

/** Draws with OpenGL, off-screen, with four samples a pixel. All calls belong to the thread that made it. */
public final class GlRenderer implements Renderer {
    private final int width;
    private final int height;
    private final GlContext context;
    private final GlPainter painter;
    private final GlTarget target;
    private final BufferedImage picture;

    /**
     * For pictures of a scene.
     *
     * @param width pixels, 1 … 8192
     * @param height pixels, 1 … 8192
     * @throws GlException when OpenGL 3.3 cannot be had here
     */
    public GlRenderer(RenderScene scene, int width, int height) {
        if (width < 1 || width > 8192 || height < 1 || height > 8192) {
            throw new IllegalArgumentException(
                    "a picture must have 1 to 8192 pixels each way, not " + width + " x " + height);
        }
        this.width = width;
        this.height = height;
        this.context = GlContext.offScreen();
        try {
            this.painter = new GlPainter(scene, height);
            this.target = new GlTarget(width, height);
        } catch (RuntimeException refused) {
            context.close();
            throw refused;
        }
        this.picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
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
        return context.description();
    }

    /** Whether the processor draws: then {@link dev.reprise.sim.render.raster.SoftwareRenderer} is quicker. */
    public boolean isSoftware() {
        return context.isSoftware();
    }

    @Override
    public BufferedImage render(Frame frame) {
        painter.paint(frame, target);
        target.read(picture);
        return picture;
    }

    @Override
    public void close() {
        context.close();
    }
}
