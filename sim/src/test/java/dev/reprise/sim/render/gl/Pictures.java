package dev.reprise.sim.render.gl;

import java.awt.image.BufferedImage;

/** How far pictures are apart. */
final class Pictures {
    private Pictures() {}

    /** Mean of the absolute differences of all parts of all pixels, of 255. */
    static double difference(BufferedImage a, BufferedImage b) {
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs(((a.getRGB(x, y) >> shift) & 0xff) - ((b.getRGB(x, y) >> shift) & 0xff));
                }
            }
        }
        return sum / (3.0 * a.getWidth() * a.getHeight());
    }

    /** Share of the pixels of which some part differs by more than {@code most}, of 255. */
    static double shareBeyond(BufferedImage a, BufferedImage b, int most) {
        int count = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                boolean beyond = false;
                for (int shift = 0; shift < 24; shift += 8) {
                    int off = ((a.getRGB(x, y) >> shift) & 0xff) - ((b.getRGB(x, y) >> shift) & 0xff);
                    beyond |= Math.abs(off) > most;
                }
                count += beyond ? 1 : 0;
            }
        }
        return (double) count / (a.getWidth() * a.getHeight());
    }
}
