package dev.reprise.sim.render.gl;

import static org.lwjgl.opengl.GL33C.GL_BGRA;
import static org.lwjgl.opengl.GL33C.GL_COLOR_ATTACHMENT0;
import static org.lwjgl.opengl.GL33C.GL_COLOR_BUFFER_BIT;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_ATTACHMENT;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_COMPONENT24;
import static org.lwjgl.opengl.GL33C.GL_DRAW_FRAMEBUFFER;
import static org.lwjgl.opengl.GL33C.GL_FRAMEBUFFER;
import static org.lwjgl.opengl.GL33C.GL_FRAMEBUFFER_COMPLETE;
import static org.lwjgl.opengl.GL33C.GL_MAX_SAMPLES;
import static org.lwjgl.opengl.GL33C.GL_NEAREST;
import static org.lwjgl.opengl.GL33C.GL_READ_FRAMEBUFFER;
import static org.lwjgl.opengl.GL33C.GL_RENDERBUFFER;
import static org.lwjgl.opengl.GL33C.GL_RGBA8;
import static org.lwjgl.opengl.GL33C.GL_UNSIGNED_INT_8_8_8_8_REV;
import static org.lwjgl.opengl.GL33C.glBindFramebuffer;
import static org.lwjgl.opengl.GL33C.glBindRenderbuffer;
import static org.lwjgl.opengl.GL33C.glBlitFramebuffer;
import static org.lwjgl.opengl.GL33C.glCheckFramebufferStatus;
import static org.lwjgl.opengl.GL33C.glDeleteFramebuffers;
import static org.lwjgl.opengl.GL33C.glDeleteRenderbuffers;
import static org.lwjgl.opengl.GL33C.glFramebufferRenderbuffer;
import static org.lwjgl.opengl.GL33C.glGenFramebuffers;
import static org.lwjgl.opengl.GL33C.glGenRenderbuffers;
import static org.lwjgl.opengl.GL33C.glGetInteger;
import static org.lwjgl.opengl.GL33C.glReadPixels;
import static org.lwjgl.opengl.GL33C.glRenderbufferStorageMultisample;
import static org.lwjgl.opengl.GL33C.glViewport;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** A framebuffer with several samples a pixel, and one without to read from. Never the window's own: that may be hidden. */
final class GlTarget implements AutoCloseable {
    private static final int SAMPLES = 4;

    private final int width;
    private final int height;
    private final int drawn;
    private final int resolved;
    private final int[] buffers = new int[3];
    private final int[] pixels;

    GlTarget(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
        int samples = Math.min(SAMPLES, glGetInteger(GL_MAX_SAMPLES));
        glGenRenderbuffers(buffers);
        drawn = glGenFramebuffers();
        glBindFramebuffer(GL_FRAMEBUFFER, drawn);
        attach(buffers[0], GL_COLOR_ATTACHMENT0, GL_RGBA8, samples);
        attach(buffers[1], GL_DEPTH_ATTACHMENT, GL_DEPTH_COMPONENT24, samples);
        check();
        resolved = glGenFramebuffers();
        glBindFramebuffer(GL_FRAMEBUFFER, resolved);
        attach(buffers[2], GL_COLOR_ATTACHMENT0, GL_RGBA8, 0);
        check();
    }

    private void attach(int buffer, int attachment, int format, int samples) {
        glBindRenderbuffer(GL_RENDERBUFFER, buffer);
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, format, width, height);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, attachment, GL_RENDERBUFFER, buffer);
    }

    private void check() {
        if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
            throw new GlException("OpenGL makes no framebuffer of " + width + " x " + height + " pixels here");
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** What is drawn next is drawn here. */
    void bind() {
        glBindFramebuffer(GL_FRAMEBUFFER, drawn);
        glViewport(0, 0, width, height);
    }

    /** Takes the samples of each pixel together. */
    void resolve() {
        copy(drawn, resolved);
    }

    /** Copies what was resolved to the window, which is of the same size. */
    void show() {
        copy(resolved, 0);
    }

    private void copy(int from, int to) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
        glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    }

    /** Writes what was resolved into a picture of type {@link BufferedImage#TYPE_INT_RGB}. */
    void read(BufferedImage picture) {
        glBindFramebuffer(GL_FRAMEBUFFER, resolved);
        glReadPixels(0, 0, width, height, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV, pixels);
        int[] to = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        for (int row = 0; row < height; row++) {
            System.arraycopy(pixels, (height - 1 - row) * width, to, row * width, width);
        }
    }

    @Override
    public void close() {
        glDeleteFramebuffers(new int[] {drawn, resolved});
        glDeleteRenderbuffers(buffers);
    }
}
