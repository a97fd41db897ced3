package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class WatchTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).destroy();
            started.get(i).waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutADisplayOneSentencePointsToRecord() throws IOException, InterruptedException {
        String none = mistake(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", ""), "watch", "--expert", "reach");
        assertTrue(none.contains("DISPLAY") && none.contains("reprise record"), none);
        String dead = mistake(Map.of("DISPLAY", ":4711", "WAYLAND_DISPLAY", ""), "watch", "--expert", "reach");
        assertTrue(dead.contains("reprise record"), dead);
        String library = mistake(
                Map.of("DISPLAY", ":4711", "JDK_JAVA_OPTIONS", "-Dorg.lwjgl.glfw.libname=none"),
                "watch",
                "--expert",
                "reach");
        assertTrue(library.contains("GLFW has no library"), library);
    }

    @Test
    void mistakesGetOneSentence() throws IOException, InterruptedException {
        assertTrue(mistake(Map.of(), "watch").contains("name a run folder, or a task with --expert"));
        assertTrue(mistake(Map.of(), "watch", "run", "--expert", "reach").contains("not both"));
        assertTrue(mistake(Map.of(), "watch", "--expert", "dance").contains("there are reach, push"));
    }

    /** Variables with an empty value are unset. */
    private String mistake(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Child.Result result = Child.run(folder, Child.classPath(), List.of(arguments), environment);
        assertEquals(2, result.status(), result.out() + result.err());
        List<String> said = result.err()
                .lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .toList();
        assertEquals(1, said.size(), "one sentence: " + result.err());
        return said.get(0);
    }

    /** On a display of its own, with keys pressed there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anExpertIsWatchedInAWindow() throws IOException, InterruptedException {
        require("Xvfb", "xvfb");
        require("xdotool", "xdotool");
        // The server chooses a free number and writes it.
        Process server =
                start(Map.of(), "Xvfb", "-displayfd", "1", "-screen", "0", "320x240x24", "-fbdir", folder.toString());
        String number =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8)).readLine();
        Map<String, String> display =
                Map.of("DISPLAY", ":" + Objects.requireNonNull(number, "Xvfb ended at once"), "WAYLAND_DISPLAY", "");
        Process watch = Child.start(
                folder,
                Child.classPath(),
                List.of("watch", "--expert", "reach", "--width", "320", "--height", "240"),
                display);
        started.add(watch);

        Set<Integer> first = colours();
        while (first.size() < 100) {
            if (!watch.isAlive() && Child.errors(folder).contains("OpenGL")) {
                throw missing(Child.errors(folder));
            }
            assertTrue(watch.isAlive(), Child.errors(folder));
            TimeUnit.MILLISECONDS.sleep(200);
            first = colours();
        }
        xdotool(display, "search", "--sync", "--name", "reprise: expert", "windowfocus", "--sync");
        xdotool(display, "key", "0");
        xdotool(display, "key", "q");
        assertTrue(watch.waitFor(60, TimeUnit.SECONDS), "the key q ends it");
        assertEquals(0, watch.exitValue(), Child.errors(folder));
        assertEquals("", Child.errors(folder));
    }

    private void xdotool(Map<String, String> display, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        Process process = start(display, command.toArray(new String[0]));
        assertEquals(0, process.waitFor(), () -> "xdotool " + Arrays.toString(arguments));
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(new HashMap<>(environment));
        builder.environment().remove("WAYLAND_DISPLAY");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Of the pixels on the screen; the file in which Xvfb keeps them has some words before. */
    private Set<Integer> colours() throws IOException {
        IntBuffer words = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("Xvfb_screen0")))
                .asIntBuffer();
        Set<Integer> colours = new HashSet<>();
        for (int i = words.limit() - 320 * 240; i < words.limit(); i++) {
            colours.add(words.get(i));
        }
        return colours;
    }

    private static void require(String program, String debianPackage) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        for (String place : Pattern.compile(File.pathSeparator, Pattern.LITERAL).split(path, -1)) {
            if (Files.isExecutable(Path.of(place, program))) {
                return;
            }
        }
        throw missing("no " + program + " on the PATH (Debian: apt install " + debianPackage + ")");
    }

    private static IllegalStateException missing(String reason) {
        if (Boolean.getBoolean("reprise.require.all")) {
            return fail(reason);
        }
        // The reason of a skipped test stands in the report file alone; people watch the console.
        System.err.println("WatchTest skipped: " + reason);
        return abort(reason);
    }
}
