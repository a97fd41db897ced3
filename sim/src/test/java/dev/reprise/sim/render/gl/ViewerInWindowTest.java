package dev.reprise.sim.render.gl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.render.FakeWorld;
import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.Orbit;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Renderer;
import dev.reprise.sim.render.Scenes;
import dev.reprise.sim.render.raster.SoftwareRenderer;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Opens the viewer's window on a display of its own (Xvfb), presses keys there (xdotool) and looks at what stands on the
 * screen. The viewer runs in a process of its own, since a JVM cannot change its DISPLAY.
 */
@ResourceLock("glfw")
@Timeout(120)
class ViewerInWindowTest {
    static final String TITLE = "viewer under test";
    static final int WIDTH = 320;
    static final int HEIGHT = 240;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    private String display = "";

    @BeforeEach
    void startDisplay() throws IOException {
        Requirements.program("Xvfb", "xvfb");
        Requirements.program("xdotool", "xdotool");
        // The server chooses a free number and writes it.
        Process server = start(
                ProcessBuilder.Redirect.DISCARD,
                "Xvfb",
                "-displayfd",
                "1",
                "-screen",
                "0",
                "640x480x24",
                "-fbdir",
                folder.toString());
        display = ":" + Objects.requireNonNull(reader(server).readLine(), "Xvfb ended at once");
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).destroy();
            started.get(i).waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Process start(ProcessBuilder.Redirect errors, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().put("DISPLAY", display);
        builder.environment().remove("WAYLAND_DISPLAY");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private void xdotool(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "xdotool";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = start(ProcessBuilder.Redirect.INHERIT, command);
        assertEquals(0, process.waitFor(), () -> "xdotool " + Arrays.toString(arguments));
    }

    @Test
    void keysOfTheRealDisplayReachTheViewerAndItsPictureTheScreen() throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Process viewer = start(
                ProcessBuilder.Redirect.to(errors.toFile()),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ViewedProgram.class.getName());
        BufferedReader said = reader(viewer);
        String first = said.readLine();
        if (first == null || first.startsWith("no window: ")) {
            throw Requirements.missing((first == null ? "" : first) + Files.readString(errors));
        }
        assertEquals("shown", first);

        BufferedImage screen = screen();
        ModelSpec model = Scenes.workbench();
        RenderScene scene = RenderScene.of(model);
        Frame frame = new Frame(scene);
        frame.read(new FakeWorld(model));
        frame.camera(Orbit.of(scene).camera());
        frame.lines(List.of("under test", "h  help"));
        try (Renderer software = new SoftwareRenderer(scene, WIDTH, HEIGHT)) {
            double off = Pictures.difference(software.render(frame), screen);
            assertTrue(off < 0.5, "the screen differs from the rasteriser's picture by " + off);
        }
        try (Renderer gl = new GlRenderer(scene, WIDTH, HEIGHT)) {
            double off = Pictures.difference(gl.render(frame), screen);
            assertTrue(off < 0.01, "the screen differs from the off-screen picture by " + off);
        }

        xdotool("search", "--sync", "--name", TITLE, "windowfocus", "--sync");
        xdotool("key", "3");
        assertEquals("choose 3", said.readLine());
        xdotool("key", "Tab");
        assertEquals("next", said.readLine());
        xdotool("key", "space");
        assertEquals("paused", said.readLine());
        xdotool("key", "period");
        assertEquals("step", said.readLine());
        xdotool("key", "q");
        assertEquals("closed", said.readLine());
        assertEquals(0, viewer.waitFor());
    }

    /** What stands in the upper left of the display, from the file that Xvfb keeps it in (the format of xwd). */
    private BufferedImage screen() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("Xvfb_screen0")));
        int start = file.getInt(0) + 12 * file.getInt(4 * 19);
        int lineBytes = file.getInt(4 * 12);
        boolean leastFirst = file.getInt(4 * 7) == 0;
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int pixel = file.getInt(start + y * lineBytes + 4 * x);
                picture.setRGB(x, y, leastFirst ? Integer.reverseBytes(pixel) : pixel);
            }
        }
        return picture;
    }
}
