package dev.reprise.sim.render.video;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * 256 colours for an animation: most by median cut (Heckbert, "Color image quantization for frame buffer display", 1982)
 * from a picture, and a coarse cube of all colours for what is not in it yet. Colours in between are mixed by ordered
 * dithering, which leaves what does not move the same from frame to frame.
 */
final class Palette {
    private static final int SIZE = 256;
    /** Steps of the coarse cube along each edge. */
    private static final int CUBE = 4;
    /** Bits of each part that are told apart when a palette is made, and when colours are looked up. */
    private static final int BITS = 6;

    private static final int CELLS = 1 << (3 * BITS);
    /** How far dithering moves a colour, of 255. */
    private static final int SPREAD = 6;

    private final int[] colours;
    /** Index of the nearest colour for each cell, plus one; 0 where it was not asked for yet. */
    private final short[] nearest = new short[CELLS];

    private Palette(int[] colours) {
        this.colours = colours;
    }

    /** For animations that begin with this picture. */
    static Palette of(BufferedImage picture) {
        int[] colours = new int[SIZE];
        int count = 0;
        for (int i = 0; i < CUBE * CUBE * CUBE; i++) {
            int r = i % CUBE * 255 / (CUBE - 1);
            int g = i / CUBE % CUBE * 255 / (CUBE - 1);
            int b = i / (CUBE * CUBE) * 255 / (CUBE - 1);
            colours[count++] = (r << 16) | (g << 8) | b;
        }
        for (Box box : cut(histogram(picture), SIZE - count)) {
            colours[count++] = box.mean();
        }
        Arrays.fill(colours, count, SIZE, colours[0]);
        return new Palette(colours);
    }

    private static int[] histogram(BufferedImage picture) {
        int[] histogram = new int[CELLS];
        int[] row = new int[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int rgb : row) {
                histogram[cell(rgb)]++;
            }
        }
        return histogram;
    }

    private static int cell(int rgb) {
        int drop = 8 - BITS;
        int mask = (1 << BITS) - 1;
        return (((rgb >> (16 + drop)) & mask) << (2 * BITS))
                | (((rgb >> (8 + drop)) & mask) << BITS)
                | ((rgb >> drop) & mask);
    }

    private static int rgb(int cell) {
        int drop = 8 - BITS;
        int mask = (1 << BITS) - 1;
        int half = 1 << (drop - 1);
        int r = (((cell >> (2 * BITS)) & mask) << drop) | half;
        int g = (((cell >> BITS) & mask) << drop) | half;
        int b = ((cell & mask) << drop) | half;
        return (r << 16) | (g << 8) | b;
    }

    private static int part(int rgb, int axis) {
        return (rgb >> (16 - 8 * axis)) & 0xff;
    }

    /** Cells that become one colour. */
    private record Box(List<Integer> cells, int[] histogram) {
        /** How much is lost when the box becomes one colour: squares of the distances along its worst axis. */
        double loss() {
            return spread(widest());
        }

        int widest() {
            int worst = 0;
            for (int axis = 1; axis < 3; axis++) {
                worst = spread(axis) > spread(worst) ? axis : worst;
            }
            return worst;
        }

        private double spread(int axis) {
            double weight = 0;
            double sum = 0;
            double squares = 0;
            for (int cell : cells) {
                double value = part(rgb(cell), axis);
                weight += histogram[cell];
                sum += histogram[cell] * value;
                squares += histogram[cell] * value * value;
            }
            return squares - sum * sum / weight;
        }

        int mean() {
            int mean = 0;
            for (int axis = 0; axis < 3; axis++) {
                double weight = 0;
                double sum = 0;
                for (int cell : cells) {
                    weight += histogram[cell];
                    sum += (double) histogram[cell] * part(rgb(cell), axis);
                }
                mean = (mean << 8) | (int) Math.round(sum / weight);
            }
            return mean;
        }
    }

    private static List<Box> cut(int[] histogram, int most) {
        List<Integer> all = new ArrayList<>();
        for (int cell = 0; cell < CELLS; cell++) {
            if (histogram[cell] > 0) {
                all.add(cell);
            }
        }
        List<Box> boxes = new ArrayList<>(List.of(new Box(all, histogram)));
        List<Double> losses = new ArrayList<>(List.of(boxes.get(0).loss()));
        while (boxes.size() < most) {
            int worst = 0;
            for (int i = 1; i < boxes.size(); i++) {
                worst = losses.get(i) > losses.get(worst) ? i : worst;
            }
            if (boxes.get(worst).cells().size() < 2) {
                break;
            }
            List<Box> halves = halve(boxes.get(worst));
            boxes.set(worst, halves.get(0));
            losses.set(worst, halves.get(0).loss());
            boxes.add(halves.get(1));
            losses.add(halves.get(1).loss());
        }
        return boxes;
    }

    /** At the median, with something on either side. */
    private static List<Box> halve(Box box) {
        int axis = box.widest();
        List<Integer> sorted = new ArrayList<>(box.cells());
        sorted.sort(Comparator.comparingInt(cell -> part(rgb(cell), axis)));
        long total = sorted.stream().mapToLong(cell -> box.histogram()[cell]).sum();
        long seen = 0;
        int split = 0;
        while (split < sorted.size() - 1 && seen < total / 2) {
            seen += box.histogram()[sorted.get(split)];
            split++;
        }
        split = Math.max(1, split);
        return List.of(
                new Box(List.copyOf(sorted.subList(0, split)), box.histogram()),
                new Box(List.copyOf(sorted.subList(split, sorted.size())), box.histogram()));
    }

    /** As Java's images have it. */
    IndexColorModel colourModel() {
        byte[] r = new byte[SIZE];
        byte[] g = new byte[SIZE];
        byte[] b = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            r[i] = (byte) (colours[i] >> 16);
            g[i] = (byte) (colours[i] >> 8);
            b[i] = (byte) colours[i];
        }
        return new IndexColorModel(8, SIZE, r, g, b);
    }

    /** Index of a colour at a pixel. */
    byte index(int rgb, int x, int y) {
        int shift = threshold(x, y) * SPREAD / 64 - SPREAD / 2;
        int r = Math.max(0, Math.min(255, ((rgb >> 16) & 0xff) + shift));
        int g = Math.max(0, Math.min(255, ((rgb >> 8) & 0xff) + shift));
        int b = Math.max(0, Math.min(255, (rgb & 0xff) + shift));
        int cell = cell((r << 16) | (g << 8) | b);
        if (nearest[cell] == 0) {
            nearest[cell] = (short) (1 + search(rgb(cell)));
        }
        return (byte) (nearest[cell] - 1);
    }

    /** Bayer's matrix of 8 x 8, 0 … 63: the bits of x ^ y and y, last first, in turns. */
    private static int threshold(int x, int y) {
        int value = 0;
        for (int bit = 0; bit < 3; bit++) {
            value = (value << 2) | ((((x ^ y) >> bit) & 1) << 1) | ((y >> bit) & 1);
        }
        return value;
    }

    private int search(int rgb) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < SIZE; i++) {
            int distance = 0;
            for (int axis = 0; axis < 3; axis++) {
                int off = part(rgb, axis) - part(colours[i], axis);
                distance += off * off;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
