package dev.reprise.sim.render.video;

import java.awt.image.BufferedImage;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;

/**
 * A picture as H.264 takes it: brightness for each pixel, two differences of colour for each four (BT.601, in the range 16 to
 * 235 that players take for granted when a file does not say otherwise). jcodec's bytes are 128 less than the values, and it
 * knows one name for such pictures, whatever their range.
 */
final class YuvPicture {
    private final int width;
    private final int height;
    private final int[] upper;
    private final int[] lower;
    private final Picture picture;

    /** Of an even number of pixels each way. */
    YuvPicture(int width, int height) {
        this.width = width;
        this.height = height;
        this.upper = new int[width];
        this.lower = new int[width];
        this.picture = Picture.create(width, height, ColorSpace.YUV420J);
    }

    /** Goes over to this image; what it gives back is overwritten by the next call. */
    Picture of(BufferedImage image) {
        byte[] y = picture.getPlaneData(0);
        byte[] u = picture.getPlaneData(1);
        byte[] v = picture.getPlaneData(2);
        for (int row = 0; row < height; row += 2) {
            image.getRGB(0, row, width, 1, upper, 0, width);
            image.getRGB(0, row + 1, width, 1, lower, 0, width);
            for (int x = 0; x < width; x += 2) {
                int at = row * width + x;
                y[at] = brightness(upper[x]);
                y[at + 1] = brightness(upper[x + 1]);
                y[at + width] = brightness(lower[x]);
                y[at + width + 1] = brightness(lower[x + 1]);
                int r = sum(16, x);
                int g = sum(8, x);
                int b = sum(0, x);
                int colour = row / 2 * (width / 2) + x / 2;
                u[colour] = (byte) ((-38 * r - 74 * g + 112 * b + 512) >> 10);
                v[colour] = (byte) ((112 * r - 94 * g - 18 * b + 512) >> 10);
            }
        }
        return picture;
    }

    private int sum(int shift, int x) {
        return ((upper[x] >> shift) & 0xff)
                + ((upper[x + 1] >> shift) & 0xff)
                + ((lower[x] >> shift) & 0xff)
                + ((lower[x + 1] >> shift) & 0xff);
    }

    private static byte brightness(int rgb) {
        int r = (rgb >> 16) & 0xff;
        int g = (rgb >> 8) & 0xff;
        int b = rgb & 0xff;
        return (byte) (((66 * r + 129 * g + 25 * b + 128) >> 8) + 16 - 128);
    }
}
