package dev.reprise.sim.render.gl;

import static org.lwjgl.glfw.GLFW.GLFW_MOUSE_BUTTON_LEFT;
import static org.lwjgl.glfw.GLFW.GLFW_PRESS;
import static org.lwjgl.glfw.GLFW.GLFW_RELEASE;
import static org.lwjgl.glfw.GLFW.glfwFocusWindow;
import static org.lwjgl.glfw.GLFW.glfwGetFramebufferSize;
import static org.lwjgl.glfw.GLFW.glfwGetMouseButton;
import static org.lwjgl.glfw.GLFW.glfwGetTime;
import static org.lwjgl.glfw.GLFW.glfwGetWindowSize;
import static org.lwjgl.glfw.GLFW.glfwPollEvents;
import static org.lwjgl.glfw.GLFW.glfwSetCursorPosCallback;
import static org.lwjgl.glfw.GLFW.glfwSetKeyCallback;
import static org.lwjgl.glfw.GLFW.glfwSetScrollCallback;
import static org.lwjgl.glfw.GLFW.glfwSwapBuffers;
import static org.lwjgl.glfw.GLFW.glfwSwapInterval;
import static org.lwjgl.glfw.GLFW.glfwWindowShouldClose;

import dev.reprise.sim.physics.WorldView;
import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.Orbit;
import dev.reprise.sim.render.Overlays;
import dev.reprise.sim.render.RenderScene;
import org.jspecify.annotations.Nullable;
import org.lwjgl.glfw.Callbacks;

/**
 * A window in which a world is watched: the mouse moves the camera, keys pause, step and choose; {@code h} shows them. It
 * belongs to the main thread; on macOS the JVM must be started with {@code -XstartOnFirstThread}.
 */
public final class Viewer implements AutoCloseable {
    private static final int MOUSE_BUTTONS = 3;

    private final RenderScene scene;
    private final GlContext context;
    private final GlPainter painter;
    private final Frame frame;
    private final Controls controls;
    private @Nullable GlTarget target;
    private double mouseX;
    private double mouseY;
    private boolean closed;

    /** Opens a window that looks from {@link Orbit#of(RenderScene)}. */
    public Viewer(RenderScene scene, String title, int width, int height) {
        this(scene, Orbit.of(scene), title, width, height);
    }

    /**
     * Opens a window.
     *
     * @param home where it looks from at first
     * @param title of the window
     * @param width of its inside, screen units
     * @param height of its inside, screen units
     * @throws GlException when there is no display or no OpenGL 3.3
     */
    public Viewer(RenderScene scene, Orbit home, String title, int width, int height) {
        if (Glfw.egl() && System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
            throw new GlException(
                    "a window needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set; without one,"
                            + " record a video instead ('reprise record')");
        }
        this.scene = scene;
        try {
            this.context = GlContext.window(width, height, title);
        } catch (GlException refused) {
            throw new GlException(
                    refused.getMessage() + "; without a window, record a video instead ('reprise record')", refused);
        }
        this.painter = new GlPainter(scene, height);
        this.frame = new Frame(scene);
        this.controls = new Controls(home);
        glfwSwapInterval(1);
        glfwFocusWindow(context.window());
    }

    /** Shows what is played until the user closes the window. */
    public void run(Playable playable) {
        listen(playable);
        double before = glfwGetTime();
        while (!controls.closing() && !glfwWindowShouldClose(context.window())) {
            glfwPollEvents();
            double now = glfwGetTime();
            controls.play(playable, now - before);
            before = now;
            show(playable);
        }
    }

    private void listen(Playable playable) {
        long window = context.window();
        glfwSetKeyCallback(window, (source, key, scancode, action, modifiers) -> {
            if (action != GLFW_RELEASE) {
                controls.key(key, playable);
            }
        });
        glfwSetScrollCallback(window, (source, across, notches) -> controls.wheel(notches));
        glfwSetCursorPosCallback(window, (source, x, y) -> drag(x, y));
    }

    private void drag(double x, double y) {
        int[] width = new int[1];
        int[] height = new int[1];
        glfwGetWindowSize(context.window(), width, height);
        double right = (x - mouseX) / Math.max(1, height[0]);
        double down = (y - mouseY) / Math.max(1, height[0]);
        mouseX = x;
        mouseY = y;
        for (int button = 0; button < MOUSE_BUTTONS; button++) {
            if (glfwGetMouseButton(context.window(), button) == GLFW_PRESS) {
                if (button == GLFW_MOUSE_BUTTON_LEFT) {
                    controls.turn(right, down);
                } else {
                    controls.move(right, down);
                }
                return;
            }
        }
    }

    private void show(Playable playable) {
        GlTarget fitting = fit();
        WorldView world = playable.world();
        if (!world.model().equals(scene.model())) {
            throw new IllegalArgumentException(
                    "this window shows '" + scene.model().name() + "', not a world of '"
                            + world.model().name() + "'");
        }
        frame.read(world);
        frame.camera(controls.orbit().camera());
        if (controls.forces()) {
            Overlays.contactForces(frame, world);
        }
        if (controls.axes()) {
            Overlays.jointAxes(frame);
        }
        frame.lines(controls.lines(playable.lines()));
        painter.paint(frame, fitting);
        fitting.show();
        glfwSwapBuffers(context.window());
    }

    /** A target of the window's size, which the user may change. */
    private GlTarget fit() {
        int[] width = new int[1];
        int[] height = new int[1];
        glfwGetFramebufferSize(context.window(), width, height);
        int wide = Math.max(1, width[0]);
        int high = Math.max(1, height[0]);
        GlTarget old = target;
        if (old != null && old.width() == wide && old.height() == high) {
            return old;
        }
        if (old != null) {
            old.close();
        }
        GlTarget fitting = new GlTarget(wide, high);
        target = fitting;
        return fitting;
    }

    /** Closes the window. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Callbacks.glfwFreeCallbacks(context.window());
            context.close();
        }
    }
}
