package dev.reprise.sim.render.raster;

import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.render.Finish;
import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.Look;

/** What the things of a frame look like, and where their checkers lie as the eye sees them. */
final class Materials {
    /** Numbers of a thing in {@link #colours}: red, green, blue in linear light. */
    static final int COLOURS = 3;
    /**
     * Numbers of a thing in {@link #checkers}: for its x, then its y, in squares: where the eye is, and how much it goes
     * on per metre ahead, and per pixel of the picture to the right and up at one metre.
     */
    static final int CHECKERS = 8;

    private static final int SPARE = 16;

    private float[] colours = {};
    private float[] checkers = {};
    private Finish[] finishes = {};

    void read(Frame frame, Eye eye) {
        if (finishes.length < frame.count()) {
            int size = frame.count() + SPARE;
            colours = new float[COLOURS * size];
            checkers = new float[CHECKERS * size];
            finishes = new Finish[size];
        }
        for (int thing = 0; thing < frame.count(); thing++) {
            Rgba colour = frame.colour(thing);
            colours[COLOURS * thing] = linear(colour.r());
            colours[COLOURS * thing + 1] = linear(colour.g());
            colours[COLOURS * thing + 2] = linear(colour.b());
            finishes[thing] = frame.finish(thing);
            if (finishes[thing] != Finish.MATTE) {
                int place = Frame.PLACE * thing;
                checker(frame.places(), place, place, eye, CHECKERS * thing);
                checker(frame.places(), place, place + 3, eye, CHECKERS * thing + CHECKERS / 2);
            }
        }
    }

    private void checker(float[] places, int place, int axis, Eye eye, int to) {
        float x = places[axis] / Look.CHECKER_METRES;
        float y = places[axis + 1] / Look.CHECKER_METRES;
        float z = places[axis + 2] / Look.CHECKER_METRES;
        checkers[to] =
                x * (eye.x - places[place + 9]) + y * (eye.y - places[place + 10]) + z * (eye.z - places[place + 11]);
        checkers[to + 1] = x * eye.forward[0] + y * eye.forward[1] + z * eye.forward[2];
        checkers[to + 2] = (x * eye.right[0] + y * eye.right[1] + z * eye.right[2]) / eye.focal;
        checkers[to + 3] = (x * eye.up[0] + y * eye.up[1] + z * eye.up[2]) / eye.focal;
    }

    static float linear(float asShown) {
        return asShown * asShown;
    }

    float[] colours() {
        return colours;
    }

    float[] checkers() {
        return checkers;
    }

    Finish finish(int thing) {
        return finishes[thing];
    }
}
