package dev.reprise.sim.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MjcfReaderTest {
    @TempDir
    private Path folder;

    private static ModelSpec arm() {
        return MjcfReader.read(Models.path("arm.xml"));
    }

    @Test
    void namesLeadToIndicesInTheOrderOfTheTree() {
        ModelSpec arm = arm();
        assertEquals("arm", arm.name());
        assertEquals(
                List.of(
                        "world",
                        "table",
                        "base",
                        "shoulder",
                        "upper",
                        "fore",
                        "wrist",
                        "palm",
                        "left",
                        "right",
                        "block",
                        "target"),
                arm.bodies().stream().map(BodySpec::name).toList());
        assertEquals(arm.body("palm"), arm.bodies().get(arm.body("right")).parent());
        assertEquals(arm.body("palm"), arm.sites().get(arm.site("tip")).body());
        assertEquals(0, arm.bodies().get(arm.body("block")).parent());
        assertEquals(15, arm.positionCount());
        assertEquals(14, arm.velocityCount());
    }

    @Test
    void classesPassOnWhatTheyDoNotSetThemselves() {
        ModelSpec arm = arm();
        JointSpec finger = arm.joints().get(arm.joint("left"));
        assertEquals(JointSpec.Type.SLIDE, finger.type());
        assertEquals(new Range(0, 0.03), finger.range());
        assertEquals(4, finger.damping());
        assertEquals(0.08, finger.armature(), "from the class around the finger's");
        GeomSpec tip = arm.geoms().stream()
                .filter(g -> g.body() == arm.body("left"))
                .findFirst()
                .orElseThrow();
        assertEquals(3, tip.group());
        assertEquals(4, tip.contact().dimension());
        assertEquals(new Rgba(0.1f, 0.1f, 0.1f, 1), tip.rgba(), "the material's, as the geom's own is the default");
        GeomSpec block = arm.geoms().get(arm.geom("block"));
        assertEquals(0.01, block.contact().torsion());
        assertEquals(0.0001, block.contact().roll(), "numbers that are not given keep their default");
    }

    @Test
    void servosAreGeneralActuatorsInShort() {
        ModelSpec arm = arm();
        ActuatorSpec pan = arm.actuators().get(arm.actuator("pan"));
        assertEquals(
                new ActuatorSpec("pan", arm.joint("pan"), 1, 900, 0, -900, -90, new Range(-3, 3), new Range(-60, 60)),
                pan);
        ActuatorSpec roll = arm.actuators().get(arm.actuator("roll"));
        assertEquals(120, roll.gain());
        assertEquals(-120, roll.positionBias());
        assertEquals(-12, roll.velocityBias());
        assertEquals(new Range(-2.7, 2.7), roll.control(), "nine tenths of the joint's range");
        ActuatorSpec spin = arm.actuators().get(arm.actuator("spin"));
        assertEquals(2, spin.gear());
        assertEquals(0, spin.positionBias());
        assertEquals(-3, spin.velocityBias());
        assertNull(arm.actuators().get(arm.actuator("grip")).force());
    }

    @Test
    void equalitiesExcludesAndKeysAreRead() {
        ModelSpec arm = arm();
        EqualitySpec.JointCoupling fingers =
                (EqualitySpec.JointCoupling) arm.equalities().get(0);
        assertEquals(arm.joint("right"), fingers.joint1());
        assertEquals(arm.joint("left"), fingers.joint2());
        assertArrayEquals(new double[] {0, 1, 0, 0, 0}, fingers.coefficients());
        EqualitySpec.Weld hold = (EqualitySpec.Weld) arm.equalities().get(1);
        assertEquals(arm.body("block"), hold.body2());
        assertEquals(
                List.of(
                        new ModelSpec.Exclude(arm.body("base"), arm.body("shoulder")),
                        new ModelSpec.Exclude(arm.body("left"), arm.body("right"))),
                arm.excludes());
        KeyframeSpec home = arm.keyframes().get(0);
        assertEquals(0.6, home.positions()[4]);
        assertEquals(1, home.positions()[11], "quaternions are made as long as 1");
        KeyframeSpec still = arm.keyframes().get(1);
        assertArrayEquals(arm.initialPositions(), still.positions());
        assertEquals(0.1, still.positions()[arm.positionAddress(arm.joint("pitch"))], "the joint's reference");
    }

    @Test
    void whatOnlyMujocoHasIsListedOnce() {
        List<EngineSetting> settings = arm().engineSettings();
        assertEquals(
                List.of(
                        "option integrator",
                        "option cone",
                        "option impratio",
                        "geom solref",
                        "geom solimp",
                        "camera mode",
                        "joint solref",
                        "sensor"),
                settings.stream().map(EngineSetting::attribute).toList());
        EngineSetting solref = settings.get(3);
        assertEquals(1, solref.uses());
        assertTrue(solref.first().endsWith("arm-defaults.xml, line 3"), solref.first());
    }

    @Test
    void unitsAndSequencesOfAnglesAreTheCompilers() throws IOException {
        String body = "<worldbody><body euler='90 0 90'><joint range='0 180'/><geom size='1'/></body></worldbody>";
        ModelSpec degrees = MjcfReader.read(Models.write(folder, "a.xml", body));
        assertEquals(Math.PI, range(degrees).high(), 1e-15);
        // x then the turned z: the body's x axis comes to lie along the world's z.
        Vector3 x = degrees.bodies().get(1).pose().rotation().rotate(new Vector3(1, 0, 0));
        assertEquals(1, x.z(), 1e-15);
        ModelSpec standing = MjcfReader.read(
                Models.write(folder, "b.xml", body, "<compiler eulerseq='XYZ'/>", "<compiler angle='degree'/>"));
        // x then the standing z: along y.
        assertEquals(
                1,
                standing.bodies()
                        .get(1)
                        .pose()
                        .rotation()
                        .rotate(new Vector3(1, 0, 0))
                        .y(),
                1e-15);
        ModelSpec radians = MjcfReader.read(Models.write(folder, "c.xml", body, "<compiler angle='radian'/>"));
        assertEquals(180, range(radians).high());
    }

    private static Range range(ModelSpec model) {
        return Objects.requireNonNull(model.joints().get(0).range());
    }

    @Test
    void aBodyWithoutInertialIsMadeOfItsGeoms() throws IOException {
        ModelSpec model = MjcfReader.read(Models.write(
                folder,
                "a.xml",
                "<compiler inertiagrouprange='0 1'/>",
                "<worldbody><body name='b'><freejoint/>",
                "<geom type='box' size='0.5 0.5 0.5' mass='2' pos='-1 0 0'/>",
                "<geom type='box' size='0.5 0.5 0.5' density='2' pos='1 0 0'/>",
                "<geom size='9' group='2'/>",
                "</body></worldbody>"));
        Inertia inertia = model.bodies().get(1).inertia();
        assertNotNull(inertia);
        assertEquals(4, inertia.mass(), 1e-12);
        assertEquals(0, inertia.frame().position().norm(), 1e-12);
        // A cube of mass m and edge 1 has m/6; each is 1 m away from the centre of mass.
        assertEquals(4.0 / 6 + 4, inertia.diagonal().x(), 1e-12);
        assertEquals(4.0 / 6, inertia.diagonal().z(), 1e-12);
        Vector3 least = inertia.frame().rotation().rotate(Vector3.Z);
        assertEquals(1, Math.abs(least.x()), 1e-12);
    }

    @Test
    void fixedBodiesStayBodiesAndNeedNoMass() throws IOException {
        ModelSpec model = MjcfReader.read(Models.write(
                folder,
                "a.xml",
                "<worldbody><body name='arm'><joint/><body name='hand' pos='1 0 0'><geom size='0.1'/></body>",
                "<body name='frame'/></body></worldbody>"));
        assertEquals(4, model.bodies().size());
        assertNull(model.bodies().get(1).inertia());
        assertNotNull(model.bodies().get(2).inertia());
        assertNull(model.bodies().get(3).inertia());
    }

    @Test
    void includesAreLookedForFromTheMainFile() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("parts/deep"));
        Files.writeString(inner.resolve("ball.xml"), "<mujocoinclude><geom name='ball' size='1'/></mujocoinclude>");
        Files.writeString(
                inner.resolve("body.xml"),
                "<mujocoinclude><body name='b'><include file='parts/deep/ball.xml'/></body></mujocoinclude>");
        ModelSpec model = MjcfReader.read(Models.write(
                folder, "main.xml", "<worldbody>", "<include file='parts/deep/body.xml'/>", "</worldbody>"));
        assertEquals(1, model.geoms().get(model.geom("ball")).body());
    }

    @Test
    void noGravityIsReadFromTheFlag() throws IOException {
        ModelSpec model = MjcfReader.read(Models.write(folder, "a.xml", "<option><flag gravity='disable'/></option>"));
        assertEquals(Vector3.ZERO, model.options().gravity());
        assertEquals(0.002, model.options().timestepSeconds());
    }
}
