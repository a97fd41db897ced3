package dev.reprise.sim.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts of worlds share: scenes as text, worlds that are closed, and short names for what is read. */
abstract class EngineContract {
    /** Gravity in all scenes, m/s². */
    protected static final double GRAVITY = 9.81;

    /** Step of all scenes, s. */
    protected static final double STEP = 0.002;

    @TempDir
    protected Path folder;

    private final List<World> opened = new ArrayList<>();

    /** The engine under test. */
    protected abstract PhysicsEngine engine();

    @AfterEach
    void closeWorlds() {
        opened.forEach(World::close);
    }

    /** Reads a scene: what stands within {@code <mujoco>}, with gravity and step of the contract. */
    protected final ModelSpec model(String elements) {
        return model("0 0 -" + GRAVITY, elements);
    }

    /** Reads a scene with a gravity of its own. */
    protected final ModelSpec model(String gravity, String elements) {
        String text = """
                <mujoco model="contract">
                  <compiler angle="radian" autolimits="true"/>
                  <option timestep="%s" gravity="%s" cone="elliptic" impratio="10"/>
                %s
                </mujoco>
                """.formatted(STEP, gravity, elements);
        try {
            Path file = Files.createTempFile(folder, "scene", ".xml");
            Files.writeString(file, text);
            return MjcfReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A world of the engine under test; closed after the test. */
    protected final World open(ModelSpec model) {
        World world = engine().newWorld(model);
        opened.add(world);
        return world;
    }

    /** Steps for this long. */
    protected static void run(World world, double seconds) {
        world.step((int) Math.round(seconds / STEP));
    }

    /** Pose of a body with this name. */
    protected static double[] pose(WorldView world, String body) {
        double[] pose = new double[7];
        world.bodyPose(world.model().body(body), pose);
        return pose;
    }

    /** Velocity of a body with this name. */
    protected static double[] velocity(WorldView world, String body) {
        double[] velocity = new double[6];
        world.bodyVelocity(world.model().body(body), velocity);
        return velocity;
    }

    /** Asserts position and rotation; a quaternion and its negative are the same rotation. */
    protected static void assertPose(Vector3 position, Quaternion rotation, double[] pose, double tolerance) {
        assertEquals(position.x(), pose[0], tolerance, "x");
        assertEquals(position.y(), pose[1], tolerance, "y");
        assertEquals(position.z(), pose[2], tolerance, "z");
        double same = rotation.w() * pose[3] + rotation.x() * pose[4] + rotation.y() * pose[5] + rotation.z() * pose[6];
        assertEquals(1, Math.abs(same), tolerance, "rotation " + Arrays.toString(pose));
    }
}
