package dev.reprise.sim.render.gl;

import dev.reprise.sim.physics.WorldView;
import java.util.List;

/** What a {@link Viewer} shows: something that goes on in a world. The viewer calls it from its own thread. */
public interface Playable {
    /** Goes on by so much simulated time; 0 while paused. What is left of a control period is kept for the next call. */
    void advance(double seconds);

    /** Goes on by one control period, while paused. */
    void step();

    /** The world as it is now; of the viewer's model. */
    WorldView world();

    /** What to write at the upper left: what is played, how it goes. */
    List<String> lines();

    /** Goes over to the next thing to play: the user pressed Tab. */
    void next();

    /**
     * Goes over to a thing to play: the user pressed a number.
     *
     * @param number 1 … 10; the key 0 is the tenth
     */
    void choose(int number);
}
