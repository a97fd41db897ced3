package dev.reprise.sim.render.gl;

import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM;
import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM_NULL;
import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM_X11;
import static org.lwjgl.glfw.GLFW.glfwInit;
import static org.lwjgl.glfw.GLFW.glfwInitHint;
import static org.lwjgl.glfw.GLFW.glfwSetErrorCallback;
import static org.lwjgl.glfw.GLFW.glfwTerminate;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lwjgl.glfw.GLFWErrorCallback;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Platform;

/**
 * GLFW, which there is once in a process: begun with its first user, ended with its last. This state is static since the
 * library's is.
 */
final class Glfw {
    private static int users;
    private static boolean offScreen;
    private static @Nullable GLFWErrorCallback errors;
    private static String lastError = "";

    static {
        // Of a missing library LWJGL writes a dozen lines to standard error, beside what it throws.
        if (!Boolean.getBoolean("org.lwjgl.util.Debug")) {
            Configuration.DEBUG_STREAM.set(
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        }
    }

    private Glfw() {}

    /** Whether contexts are made by EGL: always on Linux, where that works with and without a display. */
    static boolean egl() {
        return Platform.get() == Platform.LINUX;
    }

    /**
     * Begins or joins.
     *
     * @param withoutDisplay whether no window is to be seen
     * @throws GlException when it cannot be had
     */
    static synchronized void acquire(boolean withoutDisplay) {
        if (users > 0 && offScreen != withoutDisplay) {
            throw new GlException("this process draws "
                    + (offScreen
                            ? "off-screen; close that renderer before a window is opened"
                            : "in a window; close it before OpenGL is used off-screen"));
        }
        if (users == 0) {
            begin(withoutDisplay);
            offScreen = withoutDisplay;
        }
        users++;
    }

    private static void begin(boolean withoutDisplay) {
        try {
            if (egl()) {
                Configuration.OPENGL_CONTEXT_API.set("EGL");
            }
            lastError = "";
            errors = GLFWErrorCallback.create((code, text) -> lastError = GLFWErrorCallback.getDescription(text));
            glfwSetErrorCallback(errors);
            if (withoutDisplay && egl()) {
                glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_NULL);
            } else if (egl() && System.getenv("WAYLAND_DISPLAY") == null) {
                // Looking for Wayland all the same, its library writes complaints to standard error.
                glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
            }
            if (!glfwInit()) {
                throw new GlException("GLFW does not start: " + lastError());
            }
        } catch (LinkageError missing) {
            throw new GlException("GLFW has no library for this machine: " + missing.getMessage(), missing);
        } catch (IllegalStateException wrongThread) {
            throw new GlException("GLFW does not start: " + wrongThread.getMessage(), wrongThread);
        }
    }

    /** What GLFW complained about last. */
    static synchronized String lastError() {
        return lastError.isEmpty() ? "it gives no reason" : lastError;
    }

    /** Leaves; ends GLFW when nobody is left. */
    static synchronized void release() {
        users--;
        if (users == 0) {
            glfwTerminate();
            glfwSetErrorCallback(null);
            Objects.requireNonNull(errors).free();
            errors = null;
        }
    }
}
