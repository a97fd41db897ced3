package dev.reprise.sim.render.gl;

import static org.lwjgl.glfw.GLFW.GLFW_KEY_0;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_1;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_9;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_C;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_EQUAL;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_ESCAPE;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_H;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_HOME;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_J;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_KP_ADD;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_KP_SUBTRACT;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_MINUS;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_PERIOD;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_Q;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_RIGHT;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_SPACE;
import static org.lwjgl.glfw.GLFW.GLFW_KEY_TAB;

import dev.reprise.sim.render.Orbit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What keys and mouse do to a viewer; knows no window. */
final class Controls {
    /** Degrees that the camera turns when the mouse crosses the height of the picture. */
    private static final double TURN = 270;

    private static final double ZOOM = 0.9;
    private static final double SLOWEST = 1.0 / 64;
    private static final double FASTEST = 16;
    /** What is played after a long pause of the machine, s. */
    private static final double LONGEST = 0.1;

    private static final List<String> HELP = List.of(
            "mouse left/right  turn/move, wheel nearer/farther",
            "space  pause      . or right  one step",
            "- =    speed      home  camera back",
            "tab    next       1-9 0  choose",
            "c  contact forces j  joint axes",
            "h  this help      q  close");

    private final Orbit home;
    private Orbit orbit;
    private boolean paused;
    private boolean forces;
    private boolean axes;
    private boolean help;
    private boolean closing;
    private double speed = 1;
    private int steps;

    Controls(Orbit home) {
        this.home = home;
        this.orbit = home;
    }

    /** A key went down, or repeats. */
    void key(int key, Playable playable) {
        if (key >= GLFW_KEY_1 && key <= GLFW_KEY_9) {
            playable.choose(key - GLFW_KEY_1 + 1);
            return;
        }
        switch (key) {
            case GLFW_KEY_0 -> playable.choose(10);
            case GLFW_KEY_SPACE -> paused = !paused;
            case GLFW_KEY_PERIOD, GLFW_KEY_RIGHT -> {
                paused = true;
                steps++;
            }
            case GLFW_KEY_MINUS, GLFW_KEY_KP_SUBTRACT -> speed = Math.max(SLOWEST, speed / 2);
            case GLFW_KEY_EQUAL, GLFW_KEY_KP_ADD -> speed = Math.min(FASTEST, speed * 2);
            case GLFW_KEY_C -> forces = !forces;
            case GLFW_KEY_J -> axes = !axes;
            case GLFW_KEY_H -> help = !help;
            case GLFW_KEY_HOME -> orbit = home;
            case GLFW_KEY_TAB -> playable.next();
            case GLFW_KEY_Q, GLFW_KEY_ESCAPE -> closing = true;
            default -> {}
        }
    }

    /** The mouse moved with its left button down; in heights of the picture, to the right and down. */
    void turn(double right, double down) {
        orbit = orbit.turned(-TURN * right, -TURN * down);
    }

    /** The mouse moved with its right or middle button down; in heights of the picture, to the right and down. */
    void move(double right, double down) {
        orbit = orbit.moved(right, -down);
    }

    /** The wheel turned away from the user by so many notches. */
    void wheel(double notches) {
        orbit = orbit.zoomed(Math.pow(ZOOM, notches));
    }

    /** Plays on. */
    void play(Playable playable, double elapsedSeconds) {
        playable.advance(paused ? 0 : speed * Math.min(LONGEST, elapsedSeconds));
        for (; steps > 0; steps--) {
            playable.step();
        }
    }

    Orbit orbit() {
        return orbit;
    }

    boolean forces() {
        return forces;
    }

    boolean axes() {
        return axes;
    }

    boolean closing() {
        return closing;
    }

    /** What is written over the picture. */
    List<String> lines(List<String> played) {
        List<String> lines = new ArrayList<>(played);
        String pace = speed >= 1 ? String.format(Locale.ROOT, "%.0fx", speed) : "1/" + Math.round(1 / speed) + "x";
        if (paused || speed != 1) {
            lines.add(paused ? "paused  " + pace : pace);
        }
        lines.addAll(help ? HELP : List.of("h  help"));
        return lines;
    }
}
