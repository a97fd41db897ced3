package dev.reprise.sim.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The printable ASCII characters, all of one width, side by side in one strip of coverage; drawn by Java's own fonts, so
 * that no display is needed. Where Java finds no font, glyphs are blank and a warning says so.
 */
public final class GlyphAtlas {
    /** First character of the strip. */
    public static final int FIRST = ' ';
    /** How many characters follow. */
    public static final int COUNT = '~' - ' ' + 1;

    private static final Logger LOG = LoggerFactory.getLogger(GlyphAtlas.class);

    private final int glyphWidth;
    private final int glyphHeight;
    private final byte[] coverage;

    private GlyphAtlas(int glyphWidth, int glyphHeight, byte[] coverage) {
        this.glyphWidth = glyphWidth;
        this.glyphHeight = glyphHeight;
        this.coverage = coverage;
    }

    /** For pictures of this height: glyphs of 1/40 of it, at least 12 pixels. */
    public static GlyphAtlas forHeight(int pictureHeight) {
        int size = Math.max(12, pictureHeight / 40);
        try {
            return draw(size);
        } catch (RuntimeException | Error noFonts) { // JDKs without fontconfig throw either, not told apart by type
            LOG.warn(
                    "no text in pictures: Java found no font (Debian: apt install fontconfig fonts-dejavu-core)",
                    noFonts);
            return new GlyphAtlas(1, 1, new byte[COUNT]);
        }
    }

    private static GlyphAtlas draw(int size) {
        Font font = new Font(Font.MONOSPACED, Font.PLAIN, size);
        BufferedImage probe = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D measure = probe.createGraphics();
        FontMetrics metrics = measure.getFontMetrics(font);
        int width = metrics.charWidth('M');
        int height = metrics.getAscent() + metrics.getDescent();
        measure.dispose();
        BufferedImage strip = new BufferedImage(width * COUNT, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = strip.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setFont(font);
        pen.setColor(Color.WHITE);
        for (int i = 0; i < COUNT; i++) {
            pen.setClip(i * width, 0, width, height);
            pen.drawString(String.valueOf((char) (FIRST + i)), i * width, metrics.getAscent());
        }
        pen.dispose();
        byte[] coverage = new byte[width * COUNT * height];
        strip.getRaster().getDataElements(0, 0, width * COUNT, height, coverage);
        return new GlyphAtlas(width, height, coverage);
    }

    /** Of each character, pixels. */
    public int glyphWidth() {
        return glyphWidth;
    }

    /** Of each character, pixels. */
    public int glyphHeight() {
        return glyphHeight;
    }

    /** Of the strip, pixels. */
    public int width() {
        return glyphWidth * COUNT;
    }

    /** Place in the strip of a character; the question mark's for those that it lacks. */
    public static int index(char character) {
        int index = character - FIRST;
        return index >= 0 && index < COUNT ? index : '?' - FIRST;
    }

    /** 0 … 255 for each pixel of the strip, row by row from the top. Not a copy. */
    public byte[] coverage() {
        return coverage;
    }
}
