package dev.reprise.sim.render.video;

import java.awt.image.BufferedImage;

/** All pictures of a video have the size of its first. */
final class Sizes {
    private Sizes() {}

    static void check(BufferedImage picture, int width, int height) {
        if (picture.getWidth() != width || picture.getHeight() != height) {
            throw new IllegalArgumentException("a picture of " + picture.getWidth() + " x " + picture.getHeight()
                    + " pixels does not fit a video of " + width + " x " + height);
        }
    }
}
