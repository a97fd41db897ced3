package dev.reprise.sim.render.gl;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/** What tests of OpenGL need of the machine; a test that lacks it is skipped, or fails when everything is required. */
final class Requirements {
    private Requirements() {}

    /** A program of the PATH. */
    static String program(String name, String debianPackage) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        for (String place : Pattern.compile(File.pathSeparator, Pattern.LITERAL).split(path, -1)) {
            if (Files.isExecutable(Path.of(place, name))) {
                return name;
            }
        }
        throw missing("no " + name + " on the PATH (Debian: apt install " + debianPackage + ")");
    }

    /** Never returns, but may be thrown to say so: skips the test, or fails it. */
    static IllegalStateException missing(String reason) {
        if (Boolean.getBoolean("reprise.require.all")) {
            return fail(reason);
        }
        // The reason of a skipped test stands in the report file alone; people watch the console.
        System.err.println("test of OpenGL skipped: " + reason);
        return abort(reason);
    }
}
