package dev.reprise.sim.render.raster;

import dev.reprise.sim.render.GlyphAtlas;
import dev.reprise.sim.render.TextPanel;
import java.util.List;

/** Writes lines of text into a picture. */
final class TextPainter {
    private final GlyphAtlas atlas;
    private final int width;
    private final int height;

    TextPainter(int width, int height) {
        this.atlas = GlyphAtlas.forHeight(height);
        this.width = width;
        this.height = height;
    }

    void paint(List<String> lines, int[] picture) {
        TextPanel panel = TextPanel.of(lines, atlas);
        int grey = grey(TextPanel.PANEL_TONE);
        for (int y = panel.left(); y < Math.min(height, panel.left() + panel.height()); y++) {
            for (int x = panel.left(); x < Math.min(width, panel.left() + panel.width()); x++) {
                picture[y * width + x] = Pixels.mix(picture[y * width + x], grey, TextPanel.PANEL_ALPHA);
            }
        }
        int start = panel.left() + panel.padding();
        for (int line = 0; line < lines.size(); line++) {
            for (int i = 0; i < lines.get(line).length(); i++) {
                glyph(
                        GlyphAtlas.index(lines.get(line).charAt(i)),
                        start + i * atlas.glyphWidth(),
                        start + line * atlas.glyphHeight(),
                        picture);
            }
        }
    }

    private void glyph(int index, int left, int top, int[] picture) {
        int grey = grey(TextPanel.TEXT_TONE);
        for (int y = 0; y < atlas.glyphHeight() && top + y < height; y++) {
            for (int x = 0; x < atlas.glyphWidth() && left + x < width; x++) {
                int covered = atlas.coverage()[y * atlas.width() + index * atlas.glyphWidth() + x] & 0xff;
                int at = (top + y) * width + left + x;
                picture[at] = Pixels.mix(picture[at], grey, covered / 255f);
            }
        }
    }

    private static int grey(float tone) {
        return Math.round(255 * tone) * 0x010101;
    }
}
