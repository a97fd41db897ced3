package dev.reprise.sim.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and that the message tells where. */
class MjcfRefusalTest {
    private static final String BALL = "<worldbody><body name='b'><joint name='j'/><geom size='1'/></body></worldbody>";

    private static final int DAMAGES = 100;

    @TempDir
    private Path folder;

    private String refused(Path file) {
        return String.valueOf(
                assertThrows(MjcfException.class, () -> MjcfReader.read(file)).getMessage());
    }

    private String refused(String... lines) throws IOException {
        return refused(Models.write(folder, "scene.xml", lines));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "<tendon/>                                     | <tendon> is not supported in <mujoco>",
                "<contact><pair geom1='a' geom2='b'/></contact> | <pair> is not supported",
                "<equality><connect body1='b'/></equality>     | <connect> is not supported",
                "<asset><hfield name='h'/></asset>             | <hfield> is not supported",
                "<worldbody><bodi/></worldbody>                | did you mean 'body'?",
                "<worldbody><geom sise='1'/></worldbody>       | did you mean 'size'?",
                "<worldbody><geom type='ellipsoid' size='1 1 1'/></worldbody> | 'ellipsoid' is not supported",
                "<worldbody><geom size='1 x'/></worldbody>     | 'x' is no number",
                "<worldbody><geom size='NaN'/></worldbody>     | 'NaN' is no number",
                "<worldbody><geom size='1e999'/></worldbody>   | too large",
                "<worldbody><geom size='1' pos='1 2'/></worldbody> | needs 3 numbers, not 2",
                "<worldbody><geom size='1' class='c'/></worldbody> | no default class 'c'",
                "<worldbody><geom/></worldbody>                | a sphere needs 1 sizes above 0",
                "<worldbody><geom size='1' euler='0 0 0' zaxis='0 0 1'/></worldbody> | turned in one way",
                "<worldbody><geom name='a' size='1'/><geom name='a' size='1'/></worldbody> | names must differ",
                "<worldbody><body gravcomp='1'/></worldbody>   | 'gravcomp'",
                "<worldbody><body><joint/></body></worldbody>  | neither an <inertial> nor its geoms",
                "<worldbody><body><joint/><inertial pos='0 0 0' mass='1' diaginertia='1 1 3'/></body></worldbody> | no body has",
                "<worldbody><body><body><freejoint/><geom size='1'/></body></body></worldbody> | only bodies of the world",
                "<worldbody><body><joint limited='true'/><geom size='1'/></body></worldbody> | needs a range",
                "<worldbody><body mocap='true'><joint/><geom size='1'/></body></worldbody> | have no joints",
                "<worldbody><geom type='mesh' mesh='m'/></worldbody> | there is no mesh 'm'",
                "<compiler settotalmass='5'/>                  | 'settotalmass'",
                "<compiler fusestatic='true'/>                 | 'fusestatic'",
                "<compiler coordinate='global'/>               | 'global' is not supported",
                "<compiler angle='grad'/>                      | only degree, radian",
                "<option density='1.2'/>                       | fluid",
                "<option timestep='0'/>                        | above 0 seconds",
                "<default class='x'/>                          | cannot be renamed",
                "<default><geom name='x'/></default>           | not supported in a default",
                "<include/>                                    | takes the attribute 'file'",
                "<include file='none.xml'/>                    | the included file cannot be read",
                "<include file='.'/>                          | it is a folder",
                "<compiler strippath='true'/><asset><mesh file='/'/></asset> | only .stl and .obj",
                "<asset><mesh file='none.stl'/></asset>        | cannot be read",
                "<worldbody><geom size='1' zaxis='1e200 0 0'/></worldbody> | too large",
                "<asset><mesh file='none.dae'/></asset>        | only .stl and .obj"
            })
    void whatIsNotSupportedIsNamedWithFileAndLine(String line, String reason) throws IOException {
        String message = refused("", line.strip());
        assertTrue(message.contains(reason.strip()), message);
        assertTrue(message.contains("scene.xml, line 3: "), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "<actuator><muscle joint='j'/></actuator>            | <muscle> is not supported",
                "<actuator><general joint='j' dyntype='filter'/></actuator> | 'filter' is not supported",
                "<actuator><motor joint='k'/></actuator>             | there is no joint 'k'",
                "<default><position kp='9'/></default><actuator><velocity joint='j'/></actuator> | versions of MuJoCo differ",
                "<actuator><motor/></actuator>                       | needs the attribute 'joint'",
                "<actuator><motor tendon='t'/></actuator>            | attribute 'tendon'",
                "<equality><weld body1='b' body2='b'/></equality>    | cannot be held to itself",
                "<equality><joint joint1='j' joint2='j'/></equality> | cannot follow itself",
                "<contact><exclude body1='b' body2='c'/></contact>   | there is no body 'c'",
                "<keyframe><key qpos='1 2'/></keyframe>              | needs 1 numbers, not 2",
                "<keyframe><key mpos='1 2 3'/></keyframe>            | attribute 'mpos'"
            })
    void whatDoesNotFitTheBodiesIsNamedWithFileAndLine(String line, String reason) throws IOException {
        String message = refused(BALL, line.strip());
        assertTrue(message.contains(reason.strip()), message);
        assertTrue(message.contains("scene.xml, line 3: "), message);
    }

    @Test
    void anErrorInADefaultIsShownWhereTheDefaultStands() throws IOException {
        String message =
                refused("<default>", "<geom", "   size='one'/>", "</default>", "<worldbody><geom/></worldbody>");
        assertTrue(message.contains("scene.xml, line 3: <geom> attribute 'size': 'one' is no number"), message);
    }

    @Test
    void malformedXmlIsRefusedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.xml"), "<mujoco>\n<worldbody>\n</mujoco>");
        String message = refused(file);
        assertTrue(message.contains("broken.xml, line 3: is not well-formed XML"), message);
    }

    @Test
    void anotherRootIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("robot.xml"), "<robot/>");
        assertTrue(refused(file).contains("a model's is <mujoco>"));
    }

    @Test
    void aMissingFileIsNamed() {
        String message = refused(folder.resolve("nowhere.xml"));
        assertTrue(message.contains("nowhere.xml: cannot be read"), message);
    }

    @Test
    void noEntityReadsAnotherFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "1");
        Path file = Files.writeString(
                folder.resolve("xxe.xml"),
                "<?xml version='1.0'?>\n<!DOCTYPE mujoco [<!ENTITY s SYSTEM '" + secret.toUri() + "'>]>\n"
                        + "<mujoco model='&s;'/>");
        String message = refused(file);
        assertTrue(message.contains("xxe.xml, line 2: a document type (DOCTYPE) is not allowed"), message);
        Path undeclared = Files.writeString(folder.resolve("entity.xml"), "<mujoco>\n<custom>&s;</custom></mujoco>");
        assertTrue(refused(undeclared).contains("entity.xml, line 2"));
    }

    @Test
    void circlesOfIncludesEnd() throws IOException {
        Files.writeString(folder.resolve("loop.xml"), "<mujocoinclude>\n<include file='./loop.xml'/></mujocoinclude>");
        String message = refused("<include file='loop.xml'/>");
        assertTrue(message.contains("loop.xml, line 2: "), message);
        assertTrue(message.contains("include each file once"), message);
        assertTrue(refused("<include file='scene.xml'/>").contains("include each file once"));
    }

    @Test
    void depthHasALimit() throws IOException {
        String message = refused("<worldbody>", "<body>".repeat(10_000), "</body>".repeat(10_000), "</worldbody>");
        assertTrue(message.contains("elements within each other"), message);
    }

    @Test
    void damagedFilesAreReadOrRefusedInOneSentence() throws IOException {
        String whole = Files.readString(Models.path("features.xml"));
        Path meshes = Files.createDirectory(folder.resolve("meshes"));
        for (String mesh : new String[] {"wedge.stl", "wedge.obj"}) {
            Files.copy(Models.path("meshes/" + mesh), meshes.resolve(mesh));
        }
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int i = 0; i < DAMAGES; i++) {
            int from = random.nextInt(whole.length());
            int to = Math.min(whole.length(), from + 1 + random.nextInt(6));
            int source = random.nextInt(whole.length() - 12);
            String patch = whole.substring(source, source + random.nextInt(12));
            Path file = Files.writeString(
                    folder.resolve("damaged.xml"), whole.substring(0, from) + patch + whole.substring(to));
            try {
                MjcfReader.read(file);
            } catch (MjcfException e) {
                refused++;
                assertTrue(String.valueOf(e.getMessage()).contains("damaged.xml"), e.getMessage());
            }
        }
        assertTrue(refused > DAMAGES / 2 && refused < DAMAGES, "refused " + refused);
    }

    @Test
    void engineSettingsWithoutMeaningElsewhereAreNoError() throws IOException {
        Path file = Models.write(folder, "a.xml", "<sensor><clock/></sensor>", "<visual><whatever/></visual>");
        ModelSpec model = MjcfReader.read(file);
        assertEquals("sensor", model.engineSettings().get(0).attribute());
        assertFalse(model.engineSettings().size() > 1, "what is drawn is no engine's matter");
    }
}
