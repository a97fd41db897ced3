package dev.reprise.sim.physics.physx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory, watched from outside in a process with a heap of fixed size. */
class PhysxMemoryTest {
    private static final String SCENE = """
            <mujoco>
              <worldbody>
                <geom type="plane" size="0 0 1"/>
                <body name="hand" pos="0 0 0.3">
                  <joint name="lift" type="slide" axis="0 0 1"/>
                  <geom type="box" size="0.05 0.05 0.02" mass="1"/>
                  <body name="left" pos="0.03 0 -0.05">
                    <joint name="left" type="slide" axis="1 0 0" damping="5"/>
                    <geom type="cylinder" size="0.01 0.03" mass="0.1"/>
                  </body>
                  <body name="right" pos="-0.03 0 -0.05">
                    <joint name="right" type="slide" axis="-1 0 0" damping="5"/>
                    <geom type="capsule" size="0.01 0.03" mass="0.1"/>
                  </body>
                </body>
                <body name="handle" mocap="true" pos="1 0 0.5"/>
                <body name="held" pos="1 0 0.5"><freejoint/><geom type="sphere" size="0.05" mass="0.5"/></body>
                <body name="cube" pos="0.5 0 0.05"><freejoint/><geom type="box" size="0.05 0.05 0.05" mass="0.5"/></body>
              </worldbody>
              <equality>
                <joint joint1="left" joint2="right" polycoef="0 1 0 0 0"/>
                <weld body1="handle" body2="held"/>
              </equality>
              <actuator>
                <position joint="lift" kp="1000" kv="50"/>
                <motor joint="right"/>
              </actuator>
            </mujoco>
            """;

    @TempDir
    Path folder;

    @Test
    void resetsReleaseTheirScenes() throws Exception {
        // A scene that is kept costs more than 100 kB, an articulation more than 8 kB.
        assertTrue(growth(600) < 400 * 4, "kilobytes that 400 resets add");
    }

    @Test
    @Tag("long")
    void tenThousandResetsLeaveNothing() throws Exception {
        // A dozen vectors of 16 bytes that each reset keeps would be more.
        assertTrue(growth(15_000) < 10_000 * 0.15, "kilobytes that 10 000 resets add");
    }

    private long growth(int resets) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/statm")), "memory is read from /proc, here is none");
        Path scene = folder.resolve("scene.xml");
        Files.writeString(scene, SCENE);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xms48m",
                        "-Xmx48m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        // What the second compiler allocates is not what is looked for.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResetLoop.class.getName(),
                        scene.toString(),
                        String.valueOf(resets))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        List<String> lines = output.lines().toList();
        return Long.parseLong(lines.get(1)) - Long.parseLong(lines.get(0));
    }
}
