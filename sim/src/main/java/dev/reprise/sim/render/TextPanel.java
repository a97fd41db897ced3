package dev.reprise.sim.render;

import java.util.List;

/**
 * Where lines of text stand in a picture: on a translucent panel at the upper left; pixels from there.
 *
 * @param left of the panel and its distance from the top
 * @param padding between the panel's edge and the text
 * @param width of the panel; 0 when there is no text
 * @param height of the panel
 */
public record TextPanel(int left, int padding, int width, int height) {
    /** The panel's grey, as shown. */
    public static final float PANEL_TONE = 1f;
    /** How much of the panel covers the picture. */
    public static final float PANEL_ALPHA = 0.62f;
    /** The text's grey, as shown. */
    public static final float TEXT_TONE = 0.13f;

    /** For these lines. */
    public static TextPanel of(List<String> lines, GlyphAtlas atlas) {
        int padding = atlas.glyphHeight() / 2;
        int longest = lines.stream().mapToInt(String::length).max().orElse(0);
        return longest == 0
                ? new TextPanel(padding, padding, 0, 0)
                : new TextPanel(
                        padding,
                        padding,
                        longest * atlas.glyphWidth() + 2 * padding,
                        lines.size() * atlas.glyphHeight() + 2 * padding);
    }
}
