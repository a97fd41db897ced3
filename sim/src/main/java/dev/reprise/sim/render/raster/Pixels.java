package dev.reprise.sim.render.raster;

/** Arithmetic on colours 0xRRGGBB. */
final class Pixels {
    private Pixels() {}

    /** Goes from one colour (share 0) to another (share 1). */
    static int mix(int from, int to, float share) {
        int r = part((from >> 16) & 0xff, (to >> 16) & 0xff, share);
        int g = part((from >> 8) & 0xff, (to >> 8) & 0xff, share);
        int b = part(from & 0xff, to & 0xff, share);
        return (r << 16) | (g << 8) | b;
    }

    private static int part(int from, int to, float share) {
        return (int) (from + share * (to - from) + 0.5f);
    }
}
