package dev.reprise.sim.render.gl;

import static org.lwjgl.glfw.GLFW.GLFW_CONTEXT_CREATION_API;
import static org.lwjgl.glfw.GLFW.GLFW_CONTEXT_VERSION_MAJOR;
import static org.lwjgl.glfw.GLFW.GLFW_CONTEXT_VERSION_MINOR;
import static org.lwjgl.glfw.GLFW.GLFW_EGL_CONTEXT_API;
import static org.lwjgl.glfw.GLFW.GLFW_FALSE;
import static org.lwjgl.glfw.GLFW.GLFW_OPENGL_CORE_PROFILE;
import static org.lwjgl.glfw.GLFW.GLFW_OPENGL_FORWARD_COMPAT;
import static org.lwjgl.glfw.GLFW.GLFW_OPENGL_PROFILE;
import static org.lwjgl.glfw.GLFW.GLFW_TRUE;
import static org.lwjgl.glfw.GLFW.GLFW_VISIBLE;
import static org.lwjgl.glfw.GLFW.glfwCreateWindow;
import static org.lwjgl.glfw.GLFW.glfwDefaultWindowHints;
import static org.lwjgl.glfw.GLFW.glfwDestroyWindow;
import static org.lwjgl.glfw.GLFW.glfwMakeContextCurrent;
import static org.lwjgl.glfw.GLFW.glfwWindowHint;
import static org.lwjgl.opengl.GL11C.GL_RENDERER;
import static org.lwjgl.opengl.GL11C.GL_VERSION;
import static org.lwjgl.opengl.GL11C.glGetString;

import java.util.Locale;
import java.util.Objects;
import org.lwjgl.opengl.GL;

/** A window, seen or not, with an OpenGL context that is current in the thread that made it. */
final class GlContext implements AutoCloseable {
    private final long window;
    private final String renderer;
    private final String version;
    private boolean closed;

    private GlContext(boolean visible, int width, int height, String title) {
        Glfw.acquire(!visible);
        boolean made = false;
        try {
            hint(visible);
            window = glfwCreateWindow(width, height, title, 0, 0);
            if (window == 0) {
                throw new GlException("there is no OpenGL 3.3 here: " + Glfw.lastError());
            }
            glfwMakeContextCurrent(window);
            GL.createCapabilities();
            renderer = Objects.requireNonNullElse(glGetString(GL_RENDERER), "unknown");
            version = Objects.requireNonNullElse(glGetString(GL_VERSION), "unknown");
            made = true;
        } catch (LinkageError | IllegalStateException missing) {
            throw new GlException("OpenGL's library cannot be used: " + missing.getMessage(), missing);
        } finally {
            if (!made) {
                Glfw.release();
            }
        }
    }

    private static void hint(boolean visible) {
        glfwDefaultWindowHints();
        glfwWindowHint(GLFW_VISIBLE, visible ? GLFW_TRUE : GLFW_FALSE);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
        if (Glfw.egl()) {
            glfwWindowHint(GLFW_CONTEXT_CREATION_API, GLFW_EGL_CONTEXT_API);
        }
    }

    /** For pictures that are read back, without a display. */
    static GlContext offScreen() {
        return new GlContext(false, 1, 1, "off-screen");
    }

    /** For a window that is seen. */
    static GlContext window(int width, int height, String title) {
        return new GlContext(true, width, height, title);
    }

    /** GLFW's handle. */
    long window() {
        return window;
    }

    /** Name of what draws, and its version. */
    String description() {
        return renderer + ", OpenGL " + version;
    }

    /** Whether the processor draws, by Mesa's rasterisers. */
    boolean isSoftware() {
        String name = renderer.toLowerCase(Locale.ROOT);
        return name.contains("llvmpipe") || name.contains("softpipe") || name.contains("swrast");
    }

    /** Ends the context, and frees with it all that was made in it. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            glfwMakeContextCurrent(0);
            GL.setCapabilities(null);
            glfwDestroyWindow(window);
            Glfw.release();
        }
    }
}
