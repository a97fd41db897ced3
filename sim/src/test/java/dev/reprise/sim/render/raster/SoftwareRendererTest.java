package dev.reprise.sim.render.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.render.Camera;
import dev.reprise.sim.render.FakeWorld;
import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.Orbit;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Scenes;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftwareRendererTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    private static final Vector3 HALF = new Vector3(0.5, 0.5, 0.5);
    private static final Rgba RED = new Rgba(1, 0, 0, 1);
    private static final Rgba BLUE = new Rgba(0, 0, 1, 1);
    /** From 4 m along -x, at the height of the origin; 90 degrees, so that a metre at 1 m is half a picture high. */
    private static final Camera LEVEL = new Camera(new Vector3(-4, 0, 0), new Vector3(1, 0, 0), Vector3.Z, 90);

    private static int[] draw(Scenes scenes, Camera camera) {
        return draw(scenes.model(), camera, List.of(), 1);
    }

    private static int[] draw(ModelSpec model, Camera camera, List<String> lines, int threads) {
        RenderScene scene = RenderScene.of(model);
        Frame frame = new Frame(scene);
        frame.read(new FakeWorld(model));
        frame.camera(camera);
        frame.lines(lines);
        try (SoftwareRenderer renderer = new SoftwareRenderer(scene, WIDTH, HEIGHT, threads)) {
            return renderer.render(frame).getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
        }
    }

    private static int[] background() {
        return draw(new Scenes(), LEVEL);
    }

    private static int red(int rgb) {
        return (rgb >> 16) & 0xff;
    }

    private static int blue(int rgb) {
        return rgb & 0xff;
    }

    @Test
    void aBoxCoversThePixelsThatItShould() {
        int[] picture = draw(new Scenes().box(Vector3.ZERO, HALF, RED), LEVEL);
        int[] empty = background();
        // The near face is 3.5 m away; half of it is 60 · 0.5 / 3.5 = 8.57 pixels.
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double out = Math.max(Math.abs(x + 0.5 - 80), Math.abs(y + 0.5 - 60));
                int at = y * WIDTH + x;
                if (out < 8) {
                    assertTrue(red(picture[at]) > blue(picture[at]) + 50, "inside at " + x + ", " + y);
                } else if (out > 9.2) {
                    assertEquals(empty[at], picture[at], "outside at " + x + ", " + y);
                }
            }
        }
        int edge = picture[60 * WIDTH + 80 + 8];
        assertTrue(
                blue(edge) > blue(picture[60 * WIDTH + 80]) + 20 && blue(edge) < blue(empty[60 * WIDTH]) - 20,
                "a pixel that is half covered is half way between both colours");
    }

    @Test
    void theNearerHidesTheFarther() {
        Scenes redFirst = new Scenes().box(new Vector3(-1, 0, 0), HALF, RED).box(new Vector3(1, 0, 0), HALF, BLUE);
        Scenes blueFirst = new Scenes().box(new Vector3(1, 0, 0), HALF, BLUE).box(new Vector3(-1, 0, 0), HALF, RED);
        int centre = 60 * WIDTH + 80;
        assertTrue(red(draw(redFirst, LEVEL)[centre]) > 50);
        assertEquals(0, blue(draw(redFirst, LEVEL)[centre]), 40);
        assertArrayEquals(draw(redFirst, LEVEL), draw(blueFirst, LEVEL));
    }

    @Test
    void whatIsSeenThroughIsMixed() {
        Scenes scenes = new Scenes()
                .box(new Vector3(1, 0, 0), HALF, BLUE)
                .box(new Vector3(-1, 0, 0), HALF, new Rgba(1, 0, 0, 0.5f));
        int rgb = draw(scenes, LEVEL)[60 * WIDTH + 80];
        assertTrue(red(rgb) > 40 && blue(rgb) > 40, Integer.toHexString(rgb));
    }

    /** A slab with a ball above it, lit straight down and seen from above. */
    private static Scenes ballOverSlab() {
        Scenes scenes = new Scenes().light(new Vector3(0, 0, -1));
        scenes.box(new Vector3(0, 0, -0.05), new Vector3(2, 2, 0.05), Scenes.WHITE);
        return scenes;
    }

    @Test
    void shadowsAreDarkerAndSharpEnough() {
        Scenes scenes = ballOverSlab();
        scenes.box(new Vector3(0, 0, 1), new Vector3(0.4, 0.4, 0.05), RED);
        // Along y, so that the slab under the box is in sight.
        Camera camera = new Orbit(Vector3.ZERO, 4, 90, -20).camera();
        int[] picture = draw(scenes, camera);
        int shadow = picture[60 * WIDTH + 80];
        int lit = picture[60 * WIDTH + 130];
        assertTrue(red(shadow) < 0.85 * red(lit), red(shadow) + " in the shadow, " + red(lit) + " in the light");
        int partly = 0;
        for (int x = 0; x < WIDTH; x++) {
            int tone = red(picture[60 * WIDTH + x]);
            partly += tone > red(shadow) + 4 && tone < red(lit) - 4 ? 1 : 0;
        }
        assertTrue(partly <= 6, partly + " pixels of the row lie between shadow and light");
    }

    @Test
    void litSurfacesDoNotShadeThemselves() {
        Camera camera = new Orbit(Vector3.ZERO, 3, 60, -50).camera();
        for (double lean = 0; lean < 2.5; lean += 0.25) {
            Scenes scenes = new Scenes().light(new Vector3(lean, 0.3 * lean, -1));
            scenes.box(new Vector3(0, 0, -0.05), new Vector3(4, 4, 0.05), Scenes.WHITE);
            int[] picture = draw(scenes, camera);
            int first = picture[20 * WIDTH + 20];
            for (int i = 0; i < 40 * WIDTH; i++) {
                assertEquals(red(first), red(picture[40 * WIDTH + i]), 1, "a light that leans by " + lean);
            }
        }
    }

    @Test
    void shadowsBeginWhereThingsStand() {
        Scenes scenes = new Scenes().light(new Vector3(1, 0, -1));
        scenes.box(new Vector3(0, 0, -0.05), new Vector3(1, 1, 0.05), Scenes.WHITE);
        scenes.box(new Vector3(0, 0, 0.1), new Vector3(0.1, 0.1, 0.1), RED);
        // The box's far edge from the light is at x = 0.1; its shadow reaches to 0.3.
        Camera above = new Camera(new Vector3(0.4, 0, 1.2), new Vector3(0, 0, -1), new Vector3(0, 1, 0), 60);
        int[] picture = draw(scenes, above);
        double pixelsPerMetre = 60 / Math.tan(Math.toRadians(30)) / 1.2;
        int justBeside = (int) (80 + (0.1 + 0.012 - 0.4) * pixelsPerMetre);
        int far = (int) (80 + (0.45 - 0.4) * pixelsPerMetre);
        int shadow = picture[60 * WIDTH + justBeside + 1];
        assertTrue(
                red(shadow) < 0.85 * red(picture[60 * WIDTH + far]) && blue(shadow) > 20,
                Integer.toHexString(shadow) + " beside the box, " + Integer.toHexString(picture[60 * WIDTH + far]));
    }

    @Test
    void surfacesInEachOtherDoNotFlicker() {
        Scenes scenes = new Scenes()
                .box(new Vector3(0, 0, -0.05), new Vector3(1, 1, 0.05), RED)
                .floor(Scenes.WHITE);
        int[] picture = draw(scenes, new Orbit(Vector3.ZERO, 3, 77, -30).camera());
        for (int x = 60; x < 100; x++) {
            for (int y = 50; y < 70; y++) {
                assertTrue(blue(picture[y * WIDTH + x]) < 60, "floor at " + x + ", " + y);
            }
        }
    }

    @Test
    void theEyeMayStandAmongThings() {
        Scenes scenes = new Scenes().floor(Scenes.WHITE).box(new Vector3(0, 0, 0.5), new Vector3(3, 0.01, 0.5), RED);
        Camera inside = new Camera(new Vector3(-1, -0.2, 0.3), new Vector3(1, 0, 0), Vector3.Z, 90);
        int[] picture = draw(scenes, inside);
        assertTrue(red(picture[70 * WIDTH + 10]) > 100 && blue(picture[70 * WIDTH + 10]) < 100, "the wall to the left");
        assertTrue(blue(picture[100 * WIDTH + 120]) > 100, "the floor to the right");
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        ModelSpec model = Scenes.workbench();
        Camera camera = Orbit.of(RenderScene.of(model)).camera();
        int[] one = draw(model, camera, List.of("reward 1"), 1);
        assertArrayEquals(one, draw(model, camera, List.of("reward 1"), 3));
        assertArrayEquals(one, draw(model, camera, List.of("reward 1"), 1));
    }

    @Test
    void linesAreWrittenAtTheUpperLeft() {
        int[] plain = background();
        int[] written = draw(new Scenes().model(), LEVEL, List.of("MMMM"), 1);
        int darker = 0;
        for (int i = 0; i < plain.length; i++) {
            darker += red(written[i]) < red(plain[i]) - 60 ? 1 : 0;
            assertTrue((i % WIDTH < 80 && i / WIDTH < 50) || written[i] == plain[i]);
        }
        assertTrue(darker > 30, darker + " dark pixels");
    }

    @Test
    void framesOfOtherScenesAreRefused() {
        ModelSpec model = new Scenes().box(Vector3.ZERO, HALF, RED).model();
        Frame frame = new Frame(RenderScene.of(model));
        frame.read(new FakeWorld(model));
        try (SoftwareRenderer renderer = new SoftwareRenderer(RenderScene.of(model), WIDTH, HEIGHT)) {
            assertThrows(IllegalArgumentException.class, () -> renderer.render(frame));
        }
        assertThrows(IllegalArgumentException.class, () -> new SoftwareRenderer(RenderScene.of(model), 0, 10));
    }
}
