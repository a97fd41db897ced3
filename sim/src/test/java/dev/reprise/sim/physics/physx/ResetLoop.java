package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.physics.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that resets a world again and again, and prints how many kilobytes of memory it has after a third of the
 * resets and at the end.
 */
final class ResetLoop {
    private ResetLoop() {}

    /** @param arguments the scene's file and the number of resets */
    public static void main(String[] arguments) throws IOException {
        int resets = Integer.parseInt(arguments[1]);
        try (World world = new PhysxEngine().newWorld(MjcfReader.read(Path.of(arguments[0])))) {
            for (int i = 0; i < resets; i++) {
                world.reset();
                world.setControl(0, 0.01);
                world.step(3);
                world.state();
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
