package dev.reprise.sim.render.gl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.render.Orbit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lwjgl.glfw.GLFW;

class ControlsTest {
    private final Orbit home = new Orbit(Vector3.ZERO, 2, 90, -20);
    private final Controls controls = new Controls(home);
    private final Recording played = new Recording();

    @Test
    void timeGoesByAtTheChosenSpeed() {
        controls.play(played, 0.02);
        controls.key(GLFW.GLFW_KEY_MINUS, played);
        controls.play(played, 0.02);
        controls.key(GLFW.GLFW_KEY_EQUAL, played);
        controls.key(GLFW.GLFW_KEY_EQUAL, played);
        controls.play(played, 0.02);
        assertEquals(List.of("advance 0.02", "advance 0.01", "advance 0.04"), played.calls);
    }

    @Test
    void aPausedWorldMovesByStepsOnly() {
        controls.key(GLFW.GLFW_KEY_SPACE, played);
        controls.play(played, 0.02);
        controls.key(GLFW.GLFW_KEY_PERIOD, played);
        controls.key(GLFW.GLFW_KEY_RIGHT, played);
        controls.play(played, 0.02);
        controls.key(GLFW.GLFW_KEY_SPACE, played);
        controls.play(played, 0.02);
        assertEquals(List.of("advance 0.0", "advance 0.0", "step", "step", "advance 0.02"), played.calls);
    }

    @Test
    void aLongPauseOfTheMachineIsNotMadeUpFor() {
        controls.play(played, 5);
        assertEquals(List.of("advance 0.1"), played.calls);
    }

    @Test
    void tabAndNumbersAreHandedOn() {
        controls.key(GLFW.GLFW_KEY_TAB, played);
        controls.key(GLFW.GLFW_KEY_3, played);
        controls.key(GLFW.GLFW_KEY_0, played);
        assertEquals(List.of("next", "choose 3", "choose 10"), played.calls);
    }

    @Test
    void keysSwitchOverlays() {
        assertFalse(controls.forces() || controls.axes() || controls.closing());
        int lines = controls.lines(List.of("one")).size();
        controls.key(GLFW.GLFW_KEY_C, played);
        controls.key(GLFW.GLFW_KEY_J, played);
        controls.key(GLFW.GLFW_KEY_H, played);
        controls.key(GLFW.GLFW_KEY_ESCAPE, played);
        assertTrue(controls.forces() && controls.axes() && controls.closing());
        assertTrue(controls.lines(List.of("one")).size() > lines);
    }

    @Test
    void theMouseMovesTheCamera() {
        controls.turn(0.1, 0);
        assertEquals(63, controls.orbit().azimuthDegrees(), 1e-9);
        controls.wheel(1);
        assertEquals(1.8, controls.orbit().distance(), 1e-9);
        controls.move(0, 0.5);
        assertTrue(controls.orbit().target().z() > 0, "what is dragged down goes down, so the target goes up");
        controls.key(GLFW.GLFW_KEY_HOME, played);
        assertEquals(home, controls.orbit());
    }
}
