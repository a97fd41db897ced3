package dev.reprise.sim.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.KeyframeSpec;
import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every engine promises of a whole arm from a file as makers of robots write them; it is written for a step of 2 ms. */
abstract class DeskArmContract extends EngineContract {
    private static final List<String> JOINTS = List.of("pan", "lift", "elbow", "pitch", "roll");

    /** The weight of what hangs on it, at most 2.2 N·m, over a stiffness of 150 N·m/rad, and as much again; rad. */
    private static final double SAG = 0.03;

    /** The arm at its key, with the key's controls and the cube between its fingers. */
    private World atHome() {
        ModelSpec model = MjcfReader.read(file());
        KeyframeSpec home = model.keyframes().get(0);
        assertEquals("home", home.name());
        World world = open(model);
        world.reset(new WorldState(0, home.positions(), home.velocities()));
        for (int actuator = 0; actuator < home.controls().length; actuator++) {
            world.setControl(actuator, home.controls()[actuator]);
        }
        return world;
    }

    private static Path file() {
        try {
            return Path.of(Objects.requireNonNull(DeskArmContract.class.getResource("desk-arm/desk-arm.xml"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static double position(World world, String joint) {
        return world.jointPosition(world.model().joint(joint));
    }

    @Test
    void theArmHoldsItsHomePoseAndTheCubeInItsHand() {
        World world = atHome();
        run(world, 0.2);
        Vector3 grasped = cubeInHand(world);
        run(world, 2);
        double[] home = world.model().keyframes().get(0).controls();
        for (int i = 0; i < JOINTS.size(); i++) {
            assertEquals(home[i], position(world, JOINTS.get(i)), SAG, JOINTS.get(i));
        }
        assertEquals(0, cubeInHand(world).minus(grasped).norm(), 1e-3, "the cube slips");
    }

    @Test
    void theArmCarriesTheCubeToAnotherPose() {
        World world = atHome();
        run(world, 0.2);
        Vector3 grasped = cubeInHand(world);
        double[] from = world.model().keyframes().get(0).controls();
        double[] to = {1.2, 0.1, 1.7, 1, -0.8};
        for (int i = 1; i <= 100; i++) {
            for (int joint = 0; joint < to.length; joint++) {
                world.setControl(joint, from[joint] + (to[joint] - from[joint]) * i / 100);
            }
            run(world, 0.01);
        }
        run(world, 1);
        for (int joint = 0; joint < to.length; joint++) {
            assertEquals(to[joint], position(world, JOINTS.get(joint)), SAG, JOINTS.get(joint));
        }
        assertTrue(pose(world, "cube")[2] > 0.15, () -> "the cube is at " + pose(world, "cube")[2]);
        assertEquals(0, cubeInHand(world).minus(grasped).norm(), 3e-3, "the cube slips");
    }

    @Test
    void bothFingersOpenTogetherAndTheCubeFallsOnTheDesk() {
        World world = atHome();
        world.setControl(world.model().actuator("grip"), 0.03);
        run(world, 1);
        // One servo moves both.
        assertEquals(0.03, position(world, "left"), 1e-3);
        assertEquals(position(world, "left"), position(world, "right"), 1e-3);
        assertEquals(0.015, pose(world, "cube")[2], 1e-3);
    }

    @Test
    void thingsLieOnTheHullsOfMeshes() {
        World world = atHome();
        ModelSpec model = world.model();
        // The forearm is level, 33 cm up; a flat side of its mesh is on top, 1.93 cm above its middle where the cube
        // is.
        double[] positions = model.keyframes().get(0).positions();
        double[] level = {0, 0, Math.PI / 2, 0, 0};
        System.arraycopy(level, 0, positions, 0, level.length);
        int cube = model.positionAddress(model.joint("cube"));
        positions[cube] = 0.09;
        positions[cube + 2] = 0.33 + 0.0193 + 0.015 + 0.003;
        world.reset(new WorldState(0, positions, new double[model.velocityCount()]));
        for (int joint = 0; joint < level.length; joint++) {
            world.setControl(joint, level[joint]);
        }
        run(world, 1);
        double[] fore = pose(world, "fore");
        Vector3 above = new Vector3(pose(world, "cube")[0], pose(world, "cube")[1], pose(world, "cube")[2])
                .minus(new Vector3(fore[0], fore[1], fore[2]));
        Vector3 inFore = Quaternion.normalized(fore[3], fore[4], fore[5], fore[6])
                .inverse()
                .rotate(above);
        // MuJoCo finds one point between a box and a mesh, and lets the box sink in by 2.5 mm there.
        assertEquals(-0.0193 - 0.015, inFore.x(), 4e-3, "height above the forearm's middle");
        assertEquals(0.09, inFore.z(), 1e-2, "place along the forearm");
        assertEquals(0, velocity(world, "cube")[2], 1e-2);
    }

    private static Vector3 cubeInHand(World world) {
        double[] row = new double[7];
        world.sitePose(world.model().site("grasp"), row);
        Pose hand =
                new Pose(new Vector3(row[0], row[1], row[2]), Quaternion.normalized(row[3], row[4], row[5], row[6]));
        double[] cube = pose(world, "cube");
        return hand.rotation().inverse().rotate(new Vector3(cube[0], cube[1], cube[2]).minus(hand.position()));
    }
}
