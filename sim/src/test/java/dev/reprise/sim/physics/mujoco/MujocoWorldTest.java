package dev.reprise.sim.physics.mujoco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.physics.Contacts;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.physics.WorldState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MujocoWorldTest {
    /** The ball turns and flies, the arm swings. */
    private static final WorldState MOVING = new WorldState(
            0, new double[] {0.3, 1, 0.1, 0.5, 0.9, 0.1, -0.3, 0.2}, new double[] {1, 0.2, 0.1, 0.4, 3, -2, 1});

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void openWorld() throws IOException {
        world = InstalledMujoco.engine().newWorld(SwingScene.write(folder));
    }

    @AfterEach
    void closeWorld() {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void readingDoesNotChangeWhatHappensNext() {
        world.reset(MOVING);
        double[] pose = new double[7];
        for (int i = 0; i < 300; i++) {
            world.setMocapPose(SwingScene.HANDLE, new double[] {0, 0, 2, 1, 0.1 * i, 0.3, 0});
            world.step(1);
            world.bodyPose(SwingScene.BALL, pose);
            world.bodyVelocity(SwingScene.BALL, pose);
            world.contacts();
        }
        WorldState read = world.state();
        world.reset(MOVING);
        for (int i = 0; i < 300; i++) {
            world.setMocapPose(SwingScene.HANDLE, new double[] {0, 0, 2, 1, 0.1 * i, 0.3, 0});
            world.step(1);
        }
        WorldState unread = world.state();
        assertArrayEquals(unread.positions(), read.positions(), 0);
        assertArrayEquals(unread.velocities(), read.velocities(), 0);
        world.bodyPose(SwingScene.BALL, pose);
        assertArrayEquals(unread.positions(), world.state().positions(), 0);
    }

    @Test
    void posesAreThoseOfTheJointsAndNotOfTheStepBefore() {
        world.reset(MOVING);
        double[] pose = new double[7];
        for (int i = 0; i < 20; i++) {
            world.step(1);
            world.bodyPose(SwingScene.BALL, pose);
            double[] positions = world.state().positions();
            assertEquals(positions[1], pose[0], 0);
            assertEquals(positions[3], pose[2], 0);
            world.bodyPose(SwingScene.ARM, pose);
            assertEquals(Math.cos(world.jointPosition(0) / 2), pose[3], 1e-12);
            assertEquals(Math.sin(world.jointPosition(0) / 2), pose[5], 1e-12);
        }
    }

    @Test
    void sitesTurnWithTheirBodies() {
        world.reset(MOVING);
        world.step(5);
        double[] pose = new double[7];
        world.sitePose(0, pose);
        double angle = world.jointPosition(0);
        assertEquals(0.4 * Math.cos(angle), pose[0], 1e-12);
        assertEquals(1 - 0.4 * Math.sin(angle), pose[2], 1e-12);
        // About y, then about x by 0.3.
        assertEquals(Math.cos(angle / 2) * Math.cos(0.15), pose[3], 1e-12);
        assertEquals(Math.cos(angle / 2) * Math.sin(0.15), pose[4], 1e-12);
        assertEquals(Math.sin(angle / 2) * Math.cos(0.15), pose[5], 1e-12);
        assertEquals(-Math.sin(angle / 2) * Math.sin(0.15), pose[6], 1e-12);
    }

    @Test
    void theFloorCarriesTheBall() {
        assertEquals(0, world.contacts().count(), "before the first step");
        world.step(1000);
        Contacts contacts = world.contacts();
        assertEquals(1, contacts.count());
        assertEquals(SwingScene.FLOOR_GEOM, contacts.geom1(0));
        assertEquals(SwingScene.BALL_GEOM, contacts.geom2(0));
        assertEquals(1, contacts.number(0, 0), 1e-6);
        assertEquals(0, contacts.number(0, 2), 1e-3);
        assertEquals(1, contacts.number(0, 5), 1e-9);
        assertEquals(2 * 9.81, contacts.number(0, 8), 1e-3);
        assertEquals(2 * 9.81, contacts.force(0), 1e-3);
        world.reset();
        world.step(1);
        assertEquals(0, world.contacts().count());
    }

    @Test
    void frictionActsAgainstTheSliding() {
        world.reset(
                new WorldState(0, new double[] {0, 1, 0, 0.0995, 1, 0, 0, 0}, new double[] {0, 0.6, -0.8, 0, 0, 0, 0}));
        world.step(1);
        Contacts contacts = world.contacts();
        assertEquals(1, contacts.count());
        double along = 0.6 * contacts.number(0, 6) - 0.8 * contacts.number(0, 7);
        double across = 0.8 * contacts.number(0, 6) + 0.6 * contacts.number(0, 7);
        assertTrue(along < -1, () -> "along the sliding: " + along);
        assertEquals(0, across / along, 0.05);
    }

    @Test
    void controlsAreCutAtTheirLimits() {
        world.setControl(0, 3);
        world.step(20);
        double limited = world.jointVelocity(0);
        world.reset();
        world.setControl(0, 100);
        world.step(20);
        assertEquals(limited, world.jointVelocity(0), 0);
        assertThrows(IllegalArgumentException.class, () -> world.setControl(0, Double.NaN));
    }

    @Test
    void mocapBodiesAloneAreMovedByCommand() {
        double[] pose = {0.1, 0.2, 0.3, 0, 1, 0, 0};
        world.setMocapPose(SwingScene.HANDLE, pose);
        double[] seen = new double[7];
        world.bodyPose(SwingScene.HANDLE, seen);
        assertArrayEquals(pose, seen, 1e-15);
        world.reset();
        world.bodyPose(SwingScene.HANDLE, seen);
        assertArrayEquals(new double[] {0, 0, 2, 1, 0, 0, 0}, seen, 0);
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> world.setMocapPose(SwingScene.BALL, pose))
                        .getMessage());
        assertEquals("body 3 (\"ball\") is no mocap body", message);
    }

    @Test
    void anUnstableSimulationIsReportedAndARestartCuresIt() {
        WorldState mad = new WorldState(0, MOVING.positions(), new double[] {0, 0, 0, Double.NaN, 0, 0, 0});
        world.reset(mad);
        String message =
                assertThrows(IllegalStateException.class, () -> world.step(3)).getMessage();
        assertTrue(String.valueOf(message).contains("became unstable"), message);
        assertFalse(Files.exists(Path.of("MUJOCO_LOG.TXT")), "MuJoCo's own log file");
        world.reset(MOVING);
        world.step(3);
        assertEquals(0.006, world.timeSeconds(), 1e-12);
    }

    @Test
    void statesOfAnotherLengthAreRefused() {
        WorldState shortState = new WorldState(0, new double[3], new double[7]);
        assertEquals(
                "a state of this world has 8 positions, not 3",
                assertThrows(IllegalArgumentException.class, () -> world.reset(shortState))
                        .getMessage());
    }
}
