package dev.reprise.sim.render.raster;

/**
 * Points of a row that are to be coloured, as struct of arrays: so that the arithmetic on them runs in short loops, which
 * the JIT turns into vector instructions.
 */
final class Points {
    int count;
    /** Index in the picture, and how many of the pixel's samples the point stands for; those of a pixel follow each other. */
    final int[] pixel;

    final int[] share;
    /** Pixels to the right of the picture's centre and above it, and distance ahead of the eye, m. */
    final float[] px;

    final float[] py;
    final float[] w;
    /** Normal, of any length at first. */
    final float[] nx;

    final float[] ny;
    final float[] nz;
    /** Colour in linear light. */
    final float[] red;

    final float[] green;
    final float[] blue;
    /** 1 where there is a highlight. */
    final float[] gloss;
    /** How far it has gone over into the background. */
    final float[] faded;
    /** What {@link Illumination} finds: 0xRRGGBB. */
    final int[] colour;

    Points(int most) {
        pixel = new int[most];
        share = new int[most];
        px = new float[most];
        py = new float[most];
        w = new float[most];
        nx = new float[most];
        ny = new float[most];
        nz = new float[most];
        red = new float[most];
        green = new float[most];
        blue = new float[most];
        gloss = new float[most];
        faded = new float[most];
        colour = new int[most];
    }
}
