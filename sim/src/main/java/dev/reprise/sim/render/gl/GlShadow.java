package dev.reprise.sim.render.gl;

import static org.lwjgl.opengl.GL33C.GL_CLAMP_TO_BORDER;
import static org.lwjgl.opengl.GL33C.GL_COMPARE_REF_TO_TEXTURE;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_ATTACHMENT;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_BUFFER_BIT;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_CLAMP;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_COMPONENT;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_COMPONENT24;
import static org.lwjgl.opengl.GL33C.GL_FLOAT;
import static org.lwjgl.opengl.GL33C.GL_FRAMEBUFFER;
import static org.lwjgl.opengl.GL33C.GL_LINEAR;
import static org.lwjgl.opengl.GL33C.GL_NONE;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_2D;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_BORDER_COLOR;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_COMPARE_MODE;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_MAG_FILTER;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_MIN_FILTER;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_WRAP_S;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_WRAP_T;
import static org.lwjgl.opengl.GL33C.glBindFramebuffer;
import static org.lwjgl.opengl.GL33C.glBindTexture;
import static org.lwjgl.opengl.GL33C.glClear;
import static org.lwjgl.opengl.GL33C.glDisable;
import static org.lwjgl.opengl.GL33C.glDrawBuffer;
import static org.lwjgl.opengl.GL33C.glEnable;
import static org.lwjgl.opengl.GL33C.glFramebufferTexture2D;
import static org.lwjgl.opengl.GL33C.glGenFramebuffers;
import static org.lwjgl.opengl.GL33C.glGenTextures;
import static org.lwjgl.opengl.GL33C.glReadBuffer;
import static org.lwjgl.opengl.GL33C.glTexImage2D;
import static org.lwjgl.opengl.GL33C.glTexParameterfv;
import static org.lwjgl.opengl.GL33C.glTexParameteri;
import static org.lwjgl.opengl.GL33C.glViewport;

import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.LightView;
import dev.reprise.sim.render.Look;
import java.nio.ByteBuffer;
import java.util.List;

/** The light's view of a frame, as a depth texture that compares. */
final class GlShadow {
    /** Depth that the map holds on either side of its centre, in halves of its edge; beyond that depth is clamped. */
    private static final double RANGE = 4;

    private static final double STEEPEST = 6;

    private final GlProgram program = new GlProgram("shadow");
    private final int buffer = glGenFramebuffers();
    private final int texture = glGenTextures();

    GlShadow() {
        glBindTexture(GL_TEXTURE_2D, texture);
        glTexImage2D(
                GL_TEXTURE_2D,
                0,
                GL_DEPTH_COMPONENT24,
                Look.SHADOW_SIZE,
                Look.SHADOW_SIZE,
                0,
                GL_DEPTH_COMPONENT,
                GL_FLOAT,
                (ByteBuffer) null);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_BORDER);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_BORDER);
        glTexParameterfv(GL_TEXTURE_2D, GL_TEXTURE_BORDER_COLOR, new float[] {1, 1, 1, 1});
        glBindFramebuffer(GL_FRAMEBUFFER, buffer);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, texture, 0);
        glDrawBuffer(GL_NONE);
        glReadBuffer(GL_NONE);
    }

    /** Draws what casts shadows; leaves its own framebuffer bound. */
    void draw(Frame frame, LightView view, List<GlMesh> meshes) {
        glBindFramebuffer(GL_FRAMEBUFFER, buffer);
        glViewport(0, 0, Look.SHADOW_SIZE, Look.SHADOW_SIZE);
        glClear(GL_DEPTH_BUFFER_BIT);
        glEnable(GL_DEPTH_CLAMP);
        program.use().setMatrix("projection", Matrices.light(view, RANGE * view.half()));
        for (int thing = 0; thing < frame.count(); thing++) {
            if (frame.castsShadow(thing)) {
                program.setPlace("place", frame.places(), Frame.PLACE * thing);
                meshes.get(frame.mesh(thing)).draw();
            }
        }
        glDisable(GL_DEPTH_CLAMP);
    }

    /** Tells a program how to look up shadows. */
    void describe(GlProgram to, LightView view) {
        double range = RANGE * view.half();
        glBindTexture(GL_TEXTURE_2D, texture);
        to.set("shadowMap", 0)
                .setMatrix("shadowProjection", Matrices.light(view, range))
                .set("shadowRight", view.right())
                .set("shadowUp", view.up())
                .set("texel", view.texel())
                .set("texelShare", 1.0 / Look.SHADOW_SIZE)
                .set("perMetre", 0.5 / range)
                .set("bias", Look.SHADOW_BIAS)
                .set("steepest", STEEPEST)
                .set("reach", Look.SHADOW_TAPS / 2);
    }
}
