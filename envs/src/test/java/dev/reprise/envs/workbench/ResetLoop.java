package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that resets the bench again and again, and prints how many kilobytes of memory it has after a third of the
 * resets and at the end.
 */
final class ResetLoop {
    private ResetLoop() {}

    /** @param arguments how many resets */
    public static void main(String[] arguments) throws IOException {
        int resets = Integer.parseInt(arguments[0]);
        WorkbenchSuite suite = new WorkbenchSuite.Dense();
        float[] action = {0.5f, 0.5f, -1, 1};
        try (Environment environment = suite.newEnvironment()) {
            for (int i = 0; i < resets; i++) {
                environment.reset(suite.tasks().get(i % suite.tasks().size()).id(), i);
                if (i % 10 == 0) {
                    environment.step(action);
                }
                if (i == resets / 3 || i == resets - 1) {
                    System.out.println(residentKilobytes());
                }
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
        return Long.parseLong(pages) * 4;
    }
}
