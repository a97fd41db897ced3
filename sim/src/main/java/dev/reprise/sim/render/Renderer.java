package dev.reprise.sim.render;

import java.awt.image.BufferedImage;

/** Draws frames of one scene. For one thread: the one that made it. */
public interface Renderer extends AutoCloseable {
    /** Of its pictures, pixels. */
    int width();

    /** Of its pictures, pixels. */
    int height();

    /** What draws, for the log. */
    String description();

    /**
     * Draws.
     *
     * @return a picture of type {@link BufferedImage#TYPE_INT_RGB} that the next call overwrites
     * @throws IllegalArgumentException when the frame is of another scene
     */
    BufferedImage render(Frame frame);

    /** Gives back what the graphics system holds. Closing twice is allowed. */
    @Override
    void close();
}
