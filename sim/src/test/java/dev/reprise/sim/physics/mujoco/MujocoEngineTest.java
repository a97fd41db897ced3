package dev.reprise.sim.physics.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MujocoEngineTest {
    @TempDir
    Path folder;

    private MujocoEngine engine;

    @BeforeEach
    void findLibrary() {
        engine = InstalledMujoco.engine();
    }

    @Test
    void descriptionNamesVersionAndFile() {
        assertTrue(engine.description().matches("MuJoCo \\d+\\.\\d+\\.\\d+ \\(.*mujoco.*\\)"), engine.description());
    }

    @Test
    void whatMujocoSaysOfABadFileIsPassedOn() throws IOException {
        String message = refusal("<mujoco>\n<worldbody>\n<geom sort='x'/>\n</worldbody></mujoco>");
        assertTrue(message.contains(" cannot load " + folder.resolve("swing.xml") + ": "), message);
        assertTrue(message.contains("'sort'"), message);
        assertTrue(message.contains("line 3"), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void aFileThatDiffersFromTheModelIsRefused() throws IOException {
        Path file = folder.resolve("swing.xml");
        assertEquals(
                "MuJoCo reads 5 positions in " + file + ", the model has 8",
                refusal(SwingScene.XML.replace("<freejoint name=\"ball\"/>", "<joint name=\"ball\" type=\"ball\"/>")));
        assertEquals(
                "MuJoCo reads 3 bodies in " + file + ", the model has 4",
                refusal(SwingScene.XML.replace("<body name=\"handle\" mocap=\"true\" pos=\"0 0 2\"/>", "")));
        assertEquals(
                "MuJoCo reads 0 mocap bodies in " + file + ", the model has 1",
                refusal(SwingScene.XML.replace("mocap=\"true\"", "")));
        assertEquals(
                "MuJoCo reads joint 0 of " + file + " as \"sway\", the model has \"swing\" there",
                refusal(SwingScene.XML.replace("\"swing\"", "\"sway\"")));
    }

    /** What the engine says when the file has changed since the model was read. */
    private String refusal(String text) throws IOException {
        ModelSpec model = SwingScene.write(folder);
        Files.writeString(model.file(), text);
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> engine.newWorld(model))
                .getMessage());
    }

    @Test
    void aModelIsReadAnewWhenItsLastWorldIsClosed() throws IOException {
        ModelSpec model = SwingScene.write(folder);
        World first = engine.newWorld(model);
        Files.writeString(model.file(), "no model");
        World second = engine.newWorld(model);
        first.close();
        first.close();
        second.step(10);
        assertEquals(0.02, second.timeSeconds(), 1e-12);
        second.close();
        assertThrows(IllegalArgumentException.class, () -> engine.newWorld(model));
    }

    @Test
    void aClosedWorldSaysSo() throws IOException {
        World world = engine.newWorld(SwingScene.write(folder));
        world.close();
        double[] pose = new double[7];
        assertThrows(IllegalStateException.class, () -> world.step(1));
        assertThrows(IllegalStateException.class, () -> world.bodyPose(0, pose));
        assertThrows(IllegalStateException.class, () -> world.jointPosition(0));
        assertThrows(IllegalStateException.class, world::contacts);
    }
}
