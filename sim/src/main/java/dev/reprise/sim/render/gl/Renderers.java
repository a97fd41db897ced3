package dev.reprise.sim.render.gl;

import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Renderer;
import dev.reprise.sim.render.raster.SoftwareRenderer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what draws pictures. */
public final class Renderers {
    private static final Logger LOG = LoggerFactory.getLogger(Renderers.class);
    private static final String DEBIAN = "apt install libegl1 libegl-mesa0 libgl1-mesa-dri libgl1";

    private Renderers() {}

    /**
     * OpenGL where a graphics card draws, the rasteriser in Java where there is none; the log says which and why. The
     * rasteriser is also quicker than OpenGL that runs on the processor.
     *
     * @param width pixels
     * @param height pixels
     * @param threads that the rasteriser may use
     */
    public static Renderer choose(RenderScene scene, int width, int height, int threads) {
        String reason;
        try {
            GlRenderer gl = new GlRenderer(scene, width, height);
            if (!gl.isSoftware()) {
                LOG.info("pictures by {}", gl.description());
                return gl;
            }
            reason = "OpenGL runs on the processor here (" + gl.description() + "), which is slower";
            gl.close();
        } catch (GlException missing) {
            reason = missing.getMessage() + "; a graphics card needs its driver's EGL (Debian: " + DEBIAN + ")";
        }
        Renderer software = new SoftwareRenderer(scene, width, height, threads);
        LOG.info("pictures by the {}: {}", software.description(), reason);
        return software;
    }
}
