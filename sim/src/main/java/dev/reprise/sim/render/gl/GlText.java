package dev.reprise.sim.render.gl;

import static org.lwjgl.opengl.GL33C.GL_ARRAY_BUFFER;
import static org.lwjgl.opengl.GL33C.GL_BLEND;
import static org.lwjgl.opengl.GL33C.GL_CULL_FACE;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_TEST;
import static org.lwjgl.opengl.GL33C.GL_FLOAT;
import static org.lwjgl.opengl.GL33C.GL_NEAREST;
import static org.lwjgl.opengl.GL33C.GL_ONE_MINUS_SRC_ALPHA;
import static org.lwjgl.opengl.GL33C.GL_R8;
import static org.lwjgl.opengl.GL33C.GL_RED;
import static org.lwjgl.opengl.GL33C.GL_SRC_ALPHA;
import static org.lwjgl.opengl.GL33C.GL_STREAM_DRAW;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_2D;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_MAG_FILTER;
import static org.lwjgl.opengl.GL33C.GL_TEXTURE_MIN_FILTER;
import static org.lwjgl.opengl.GL33C.GL_TRIANGLES;
import static org.lwjgl.opengl.GL33C.GL_UNPACK_ALIGNMENT;
import static org.lwjgl.opengl.GL33C.GL_UNSIGNED_BYTE;
import static org.lwjgl.opengl.GL33C.glBindBuffer;
import static org.lwjgl.opengl.GL33C.glBindTexture;
import static org.lwjgl.opengl.GL33C.glBindVertexArray;
import static org.lwjgl.opengl.GL33C.glBlendFunc;
import static org.lwjgl.opengl.GL33C.glBufferData;
import static org.lwjgl.opengl.GL33C.glDisable;
import static org.lwjgl.opengl.GL33C.glDrawArrays;
import static org.lwjgl.opengl.GL33C.glEnable;
import static org.lwjgl.opengl.GL33C.glEnableVertexAttribArray;
import static org.lwjgl.opengl.GL33C.glGenBuffers;
import static org.lwjgl.opengl.GL33C.glGenTextures;
import static org.lwjgl.opengl.GL33C.glGenVertexArrays;
import static org.lwjgl.opengl.GL33C.glPixelStorei;
import static org.lwjgl.opengl.GL33C.glTexImage2D;
import static org.lwjgl.opengl.GL33C.glTexParameteri;
import static org.lwjgl.opengl.GL33C.glVertexAttribPointer;

import dev.reprise.sim.render.GlyphAtlas;
import dev.reprise.sim.render.TextPanel;
import java.nio.ByteBuffer;
import java.util.List;
import org.lwjgl.system.MemoryUtil;

/** Lines of text over a picture: a panel and a rectangle for each character. */
final class GlText {
    private static final int CORNERS = 6;
    private static final int NUMBERS = 4;

    private final GlProgram program = new GlProgram("text");
    private final GlyphAtlas atlas;
    private final int texture = glGenTextures();
    private final int array = glGenVertexArrays();
    private final int buffer = glGenBuffers();
    private float[] corners = {};
    private int filled;

    GlText(int pictureHeight) {
        atlas = GlyphAtlas.forHeight(pictureHeight);
        glBindTexture(GL_TEXTURE_2D, texture);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        ByteBuffer coverage = MemoryUtil.memAlloc(atlas.coverage().length);
        coverage.put(atlas.coverage()).flip();
        int width = atlas.width();
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, atlas.glyphHeight(), 0, GL_RED, GL_UNSIGNED_BYTE, coverage);
        MemoryUtil.memFree(coverage);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glBindVertexArray(array);
        glBindBuffer(GL_ARRAY_BUFFER, buffer);
        glEnableVertexAttribArray(0);
        glVertexAttribPointer(0, NUMBERS, GL_FLOAT, false, 0, 0);
    }

    void draw(List<String> lines, int width, int height) {
        TextPanel panel = TextPanel.of(lines, atlas);
        if (panel.width() == 0) {
            return;
        }
        fill(lines, panel);
        glDisable(GL_DEPTH_TEST);
        glDisable(GL_CULL_FACE);
        glEnable(GL_BLEND);
        glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
        program.use()
                .set("size", width, height)
                .set("glyphs", 0)
                .set("panel", TextPanel.PANEL_TONE, TextPanel.PANEL_ALPHA)
                .set("tone", TextPanel.TEXT_TONE);
        glBindTexture(GL_TEXTURE_2D, texture);
        glBindVertexArray(array);
        glBindBuffer(GL_ARRAY_BUFFER, buffer);
        glBufferData(GL_ARRAY_BUFFER, corners, GL_STREAM_DRAW);
        glDrawArrays(GL_TRIANGLES, 0, filled / NUMBERS);
        glDisable(GL_BLEND);
    }

    private void fill(List<String> lines, TextPanel panel) {
        int characters = lines.stream().mapToInt(String::length).sum();
        corners = new float[CORNERS * NUMBERS * (characters + 1)];
        filled = 0;
        rectangle(panel.left(), panel.left(), panel.width(), panel.height(), -1, -1);
        int start = panel.left() + panel.padding();
        for (int line = 0; line < lines.size(); line++) {
            for (int i = 0; i < lines.get(line).length(); i++) {
                float from = GlyphAtlas.index(lines.get(line).charAt(i)) / (float) GlyphAtlas.COUNT;
                rectangle(
                        start + i * atlas.glyphWidth(),
                        start + line * atlas.glyphHeight(),
                        atlas.glyphWidth(),
                        atlas.glyphHeight(),
                        from,
                        from + 1f / GlyphAtlas.COUNT);
            }
        }
    }

    private void rectangle(int left, int top, int width, int height, float from, float to) {
        corner(left, top, from, 0);
        corner(left, top + height, from, 1);
        corner(left + width, top, to, 0);
        corner(left + width, top, to, 0);
        corner(left, top + height, from, 1);
        corner(left + width, top + height, to, 1);
    }

    private void corner(float x, float y, float u, float v) {
        corners[filled++] = x;
        corners[filled++] = y;
        corners[filled++] = u;
        corners[filled++] = v;
    }
}
