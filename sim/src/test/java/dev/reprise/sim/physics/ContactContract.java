package dev.reprise.sim.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine promises of bodies that touch. */
abstract class ContactContract extends EngineContract {
    /** A soft contact sinks in, and an engine's hull keeps off, by this much at most; m. */
    private static final double TOUCH = 1e-3;

    private ModelSpec falling(String floor, String geom) {
        return model("""
                  <worldbody>
                    <geom name="floor" type="plane" size="0 0 1" %s/>
                    <body name="thing" pos="0 0 0.3">
                      <freejoint name="thing"/>
                      <geom name="thing" %s/>
                    </body>
                  </worldbody>
                """.formatted(floor, geom));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type='box' size='0.05 0.04 0.03' mass='0.2'                   | 0.03",
                "type='sphere' size='0.05' mass='0.2'                          | 0.05",
                "type='capsule' size='0.03 0.08' euler='0 1.5707963 0' mass='0.2' | 0.03",
                "type='cylinder' size='0.05 0.03' mass='0.2'                   | 0.03",
            })
    void bodiesComeToRestAtTheirHeight(String geom, double height) {
        World world = open(falling("", geom));
        run(world, 2);
        assertEquals(height, pose(world, "thing")[2], TOUCH);
        assertEquals(0, velocity(world, "thing")[2], 1e-3);
    }

    @Test
    void cylindersRestOnTheirSide() {
        World world = open(falling("", "type='cylinder' size='0.05 0.03' euler='1.5707963 0 0' mass='0.2'"));
        run(world, 2);
        // A hull of 32 sides is between r·cos(pi/32) and r from its axis.
        assertEquals(0.05, pose(world, "thing")[2], TOUCH);
    }

    @Test
    void meshesRestOnTheirHull() throws IOException {
        // A wedge whose file has its origin at a corner of the base.
        float[][] v = {{0, 0, 0}, {0.2f, 0, 0}, {0.2f, 0.1f, 0}, {0, 0.1f, 0}, {0, 0, 0.06f}, {0, 0.1f, 0.06f}};
        int[][] triangles = {{0, 3, 2}, {0, 2, 1}, {0, 1, 4}, {3, 5, 2}, {0, 4, 5}, {0, 5, 3}, {1, 2, 5}, {1, 5, 4}};
        writeStl("wedge.stl", v, triangles);
        World world = open(model("""
                          <asset>
                            <mesh name="wedge" file="wedge.stl"/>
                          </asset>
                          <worldbody>
                            <geom name="floor" type="plane" size="0 0 1"/>
                            <body name="thing" pos="0 0 0.1">
                              <freejoint/>
                              <geom type="mesh" mesh="wedge" mass="0.2" pos="0 0 0.02"/>
                            </body>
                          </worldbody>
                        """));
        run(world, 2);
        assertEquals(-0.02, pose(world, "thing")[2], TOUCH);
        assertEquals(0, pose(world, "thing")[0], 5e-3, "it falls straight down");
    }

    private void writeStl(String name, float[][] vertices, int[][] triangles) throws IOException {
        ByteBuffer stl = ByteBuffer.allocate(84 + 50 * triangles.length).order(ByteOrder.LITTLE_ENDIAN);
        stl.position(80);
        stl.putInt(triangles.length);
        for (int[] triangle : triangles) {
            stl.putFloat(0).putFloat(0).putFloat(0);
            for (int vertex : triangle) {
                for (float coordinate : vertices[vertex]) {
                    stl.putFloat(coordinate);
                }
            }
            stl.putShort((short) 0);
        }
        Files.write(folder.resolve(name), stl.array());
    }

    /** A box at rest on a slope of 20°; friction needs to be tan 20° = 0.364 to hold it. */
    private World slope(double floorFriction, double boxFriction) {
        return open(model("""
                          <worldbody>
                            <geom type="plane" size="0 0 1" euler="0 0.34906585 0" friction="%s 0 0"/>
                            <body name="box" pos="0.01710101 0 0.04698463" euler="0 0.34906585 0">
                              <freejoint/>
                              <geom type="box" size="0.1 0.1 0.05" mass="0.5" friction="%s 0 0"/>
                            </body>
                          </worldbody>
                        """.formatted(floorFriction, boxFriction)));
    }

    @Test
    void boxSlidesOnASlopeWithLittleFriction() {
        World world = slope(0.2, 0.1);
        run(world, 0.2);
        double from = alongSlope(world);
        double speed = velocityAlongSlope(world);
        run(world, 1);
        double slope = Math.toRadians(20);
        // The larger friction counts, as in MuJoCo.
        double acceleration = GRAVITY * (Math.sin(slope) - 0.2 * Math.cos(slope));
        assertEquals(acceleration, velocityAlongSlope(world) - speed, 0.05 * acceleration);
        double way = speed + acceleration / 2;
        assertEquals(way, alongSlope(world) - from, 0.05 * way);
    }

    @Test
    void boxStaysOnASlopeWithMuchFriction() {
        World world = slope(0.2, 0.6);
        run(world, 0.2);
        double from = alongSlope(world);
        run(world, 1);
        // Soft friction creeps by some millimetres.
        assertEquals(from, alongSlope(world), 5e-3);
    }

    private static double alongSlope(World world) {
        double[] pose = pose(world, "box");
        return pose[0] * Math.cos(Math.toRadians(20)) - pose[2] * Math.sin(Math.toRadians(20));
    }

    private static double velocityAlongSlope(World world) {
        double[] velocity = velocity(world, "box");
        return velocity[0] * Math.cos(Math.toRadians(20)) - velocity[2] * Math.sin(Math.toRadians(20));
    }

    @Test
    void contactsCarryTheWeight() {
        World world = open(falling("", "type='box' size='0.05 0.05 0.05' mass='0.5'"));
        run(world, 2);
        Contacts contacts = world.contacts();
        int floor = world.model().geom("floor");
        int thing = world.model().geom("thing");
        assertTrue(contacts.count() >= 3, "a face lies on three points at least, not " + contacts.count());
        double[] sum = new double[3];
        for (int i = 0; i < contacts.count(); i++) {
            boolean thingIsSecond = contacts.geom2(i) == thing;
            assertEquals(thingIsSecond ? floor : thing, contacts.geom1(i));
            assertEquals(thingIsSecond ? thing : floor, contacts.geom2(i));
            double sign = thingIsSecond ? 1 : -1;
            assertEquals(sign, contacts.number(i, 5), 1e-3, "the normal points from geom 1 to geom 2");
            assertEquals(0, contacts.number(i, 2), TOUCH, "the point is on the floor");
            for (int axis = 0; axis < 3; axis++) {
                sum[axis] += sign * contacts.number(i, 6 + axis);
            }
        }
        double weight = 0.5 * GRAVITY;
        assertEquals(weight, sum[2], 0.03 * weight);
        assertEquals(0, sum[0], 0.03 * weight);
        assertEquals(0, sum[1], 0.03 * weight);
    }

    @Test
    void contactsAreThoseOfTheLastStep() {
        World world = open(falling("", "type='sphere' size='0.05' mass='0.5'"));
        assertEquals(0, world.contacts().count(), "before the first step");
        run(world, 0.1);
        assertEquals(0, world.contacts().count(), "in the air");
        run(world, 1.9);
        assertEquals(1, world.contacts().count(), "at rest");
        world.reset();
        assertEquals(0, world.contacts().count(), "after a reset");
    }

    @ParameterizedTest
    @CsvSource({
        "contype='1' conaffinity='1', contype='2' conaffinity='2', false",
        "contype='1' conaffinity='0', contype='2' conaffinity='1', true",
        "contype='1' conaffinity='2', contype='2' conaffinity='0', true",
        "contype='4' conaffinity='2', contype='4' conaffinity='1', false",
    })
    void typesAndAffinitiesDecideWhoTouches(String floor, String thing, boolean touch) {
        World world = open(falling(floor, "type='sphere' size='0.05' mass='0.5' " + thing));
        run(world, 1);
        double height = pose(world, "thing")[2];
        assertTrue(touch ? height > 0.04 : height < -1, "height " + height);
    }

    /** A ball above a plate on a hinge that a limit holds; three geoms of one tree. */
    private ModelSpec plate(String contacts) {
        return model("""
                  <worldbody>
                    <body name="plate" pos="0 0 0.2">
                      <joint type="hinge" axis="0 1 0" range="-0.001 0.001" damping="1"/>
                      <geom name="plate" type="box" size="0.2 0.2 0.01" mass="1"/>
                    </body>
                    <body name="ball" pos="0 0 0.3">
                      <freejoint/>
                      <geom name="ball" type="sphere" size="0.03" mass="0.1"/>
                    </body>
                  </worldbody>
                %s
                """.formatted(contacts));
    }

    @Test
    void excludedBodiesPassThroughEachOther() {
        World touching = open(plate(""));
        run(touching, 1);
        assertEquals(0.24, pose(touching, "ball")[2], 5e-3);
        World excluded = open(plate("<contact><exclude body1='plate' body2='ball'/></contact>"));
        run(excluded, 1);
        assertTrue(pose(excluded, "ball")[2] < -1, "height " + pose(excluded, "ball")[2]);
    }

    /** Three balls on hinges in a row, each within the next. */
    private ModelSpec overlapping(double third) {
        return model("0 0 0", """
                  <worldbody>
                    <body name="first" pos="0 0 1">
                      <joint name="a" type="hinge" axis="0 1 0" damping="0.1"/>
                      <geom type="sphere" size="0.1" mass="1"/>
                      <body name="second" pos="0.15 0 0">
                        <joint name="b" type="hinge" axis="0 1 0" damping="0.1"/>
                        <geom type="sphere" size="0.1" mass="1"/>
                        <body name="third" pos="%s 0 0.02">
                          <joint name="c" type="slide" axis="1 0 0" damping="0.1"/>
                          <geom type="sphere" size="0.1" mass="1"/>
                        </body>
                      </body>
                    </body>
                  </worldbody>
                """.formatted(third));
    }

    @Test
    void parentAndChildDoNotTouch() {
        World world = open(overlapping(0.15));
        run(world, 0.5);
        assertEquals(0, world.contacts().count());
        for (int joint = 0; joint < 3; joint++) {
            assertEquals(0, world.jointPosition(joint), 1e-6);
        }
    }

    @Test
    void parentAndChildWithSeveralJointsDoNotTouch() {
        World world = open(model("0 0 0", """
                          <worldbody>
                            <body name="parent" pos="0 0 1">
                              <joint type="slide" axis="0 1 0"/>
                              <geom type="sphere" size="0.1" mass="1"/>
                              <body name="child" pos="0.05 0 0">
                                <joint type="slide" axis="1 0 0"/>
                                <joint type="hinge" axis="0 1 0"/>
                                <geom type="sphere" size="0.1" mass="1"/>
                              </body>
                            </body>
                          </worldbody>
                        """));
        run(world, 0.5);
        assertEquals(0, world.contacts().count());
        assertEquals(0, world.jointPosition(1), 1e-6);
    }

    @Test
    void childrenTouchAParentThatIsFixed() {
        World world = open(model("0 0 0", """
                          <worldbody>
                            <body name="pedestal" pos="0 0 1">
                              <geom type="sphere" size="0.1"/>
                              <body name="child" pos="0.15 0 0">
                                <joint type="slide" axis="1 0 0" damping="1"/>
                                <geom type="sphere" size="0.1" mass="1"/>
                              </body>
                            </body>
                          </worldbody>
                        """));
        world.step(1);
        assertEquals(1, world.contacts().count());
        run(world, 0.5);
        assertTrue(world.jointPosition(0) > 0.04, "it is pushed out, but is at " + world.jointPosition(0));
    }

    @Test
    void grandparentAndChildTouch() {
        World world = open(overlapping(0.04));
        run(world, 0.5);
        assertTrue(world.jointPosition(2) > 0.001, "the third ball is in the first, which must push it out");
    }

    @Test
    void gripperLiftsACubeAndDoesNotLetItSlip() {
        World world = open(model(GripperScene.ELEMENTS));
        GripperScene.reach(world);
        assertEquals(0.02, pose(world, "cube")[2], TOUCH);
        GripperScene.close(world);
        double grasped = pose(world, "cube")[2] - pose(world, "hand")[2];
        GripperScene.lift(world);
        run(world, 1);
        assertTrue(pose(world, "cube")[2] > 0.2, "height " + pose(world, "cube")[2]);
        assertEquals(grasped, pose(world, "cube")[2] - pose(world, "hand")[2], 2e-3, "slip in the hand");
        assertEquals(10, pressure(world, "left"), 1, "the left finger presses with its force limit");
        assertEquals(10, pressure(world, "right"), 1, "the right finger presses with its force limit");
    }

    private static double pressure(World world, String finger) {
        ModelSpec model = world.model();
        Contacts contacts = world.contacts();
        double sum = 0;
        for (int i = 0; i < contacts.count(); i++) {
            boolean touches = model.geoms().get(contacts.geom1(i)).body() == model.body(finger)
                    || model.geoms().get(contacts.geom2(i)).body() == model.body(finger);
            sum += touches ? Math.abs(contacts.number(i, 6)) : 0;
        }
        return sum;
    }

    @Test
    void contactsAreNotNotedWhenNobodyWantsThemAndMotionIsTheSame() {
        World noting = open(falling("", "type='box' size='0.05 0.04 0.03' mass='0.2'"));
        World other = open(falling("", "type='box' size='0.05 0.04 0.03' mass='0.2'"));
        other.noteContacts(false);
        for (int i = 0; i < 50; i++) {
            noting.step(10);
            other.step(10);
            assertArrayEquals(pose(noting, "thing"), pose(other, "thing"));
            assertEquals(0, other.contacts().count());
        }
        assertTrue(noting.contacts().count() > 0);
        other.noteContacts(true);
        other.reset();
        run(other, 1);
        assertTrue(other.contacts().count() > 0);
    }

    @Test
    void whatHasLainStillForLongStillTouches() {
        World world = open(falling("", "type='box' size='0.05 0.04 0.03' mass='0.2'"));
        run(world, 5);
        double[] lying = pose(world, "thing");
        for (int i = 0; i < 3; i++) {
            double weight = 0;
            for (int contact = 0; contact < world.contacts().count(); contact++) {
                weight += Math.abs(world.contacts().number(contact, 8));
            }
            assertEquals(0.2 * GRAVITY, weight, 0.02);
            run(world, 1);
        }
        assertPose(new Vector3(lying[0], lying[1], lying[2]), Quaternion.IDENTITY, pose(world, "thing"), TOUCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "position name='slide' joint='slide' kp='10'",
                "velocity name='slide' joint='slide' kv='20'",
                "motor name='slide' joint='slide'"
            })
    void whatHasLainStillForLongIsCarriedAlong(String actuator) {
        World world = open(model("""
                  <worldbody>
                    <body name="tray" pos="0 0 0.1">
                      <joint name="slide" type="slide" axis="1 0 0" damping="5"/>
                      <geom name="tray" type="box" size="0.2 0.2 0.01" mass="1"/>
                    </body>
                    <body name="thing" pos="0 0 0.141">
                      <freejoint name="thing"/>
                      <geom name="thing" type="box" size="0.03 0.03 0.03" mass="0.2"/>
                    </body>
                  </worldbody>
                  <actuator>
                    <%s/>
                  </actuator>
                """.formatted(actuator)));
        run(world, 5);
        world.setControl(0, 0.3);
        run(world, 2);
        double tray = pose(world, "tray")[0];
        assertTrue(tray > 0.05, "the tray moves: " + tray);
        assertEquals(tray, pose(world, "thing")[0], 5e-3);
        assertTrue(world.contacts().count() >= 3);
    }
}
