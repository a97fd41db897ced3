package dev.reprise.sim.render.gl;

import static org.lwjgl.opengl.GL33C.GL_BLEND;
import static org.lwjgl.opengl.GL33C.GL_CULL_FACE;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_BUFFER_BIT;
import static org.lwjgl.opengl.GL33C.GL_DEPTH_TEST;
import static org.lwjgl.opengl.GL33C.GL_ONE_MINUS_SRC_ALPHA;
import static org.lwjgl.opengl.GL33C.GL_POLYGON_OFFSET_FILL;
import static org.lwjgl.opengl.GL33C.GL_SRC_ALPHA;
import static org.lwjgl.opengl.GL33C.GL_TRIANGLES;
import static org.lwjgl.opengl.GL33C.glBindVertexArray;
import static org.lwjgl.opengl.GL33C.glBlendFunc;
import static org.lwjgl.opengl.GL33C.glClear;
import static org.lwjgl.opengl.GL33C.glDepthMask;
import static org.lwjgl.opengl.GL33C.glDisable;
import static org.lwjgl.opengl.GL33C.glDrawArrays;
import static org.lwjgl.opengl.GL33C.glEnable;
import static org.lwjgl.opengl.GL33C.glGenVertexArrays;
import static org.lwjgl.opengl.GL33C.glPolygonOffset;

import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.render.Finish;
import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.LightView;
import dev.reprise.sim.render.Look;
import dev.reprise.sim.render.RenderScene;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Draws frames of one scene into a target of the current context. */
final class GlPainter {
    private final RenderScene scene;
    private final List<GlMesh> meshes;
    private final GlShadow shadow = new GlShadow();
    private final GlProgram things = new GlProgram("scene");
    private final GlProgram background = new GlProgram("background");
    private final int nothing = glGenVertexArrays();
    private final GlText text;

    GlPainter(RenderScene scene, int textForHeight) {
        this.scene = scene;
        this.meshes = scene.meshes().stream().map(GlMesh::new).toList();
        this.text = new GlText(textForHeight);
    }

    void paint(Frame frame, GlTarget target) {
        if (frame.scene() != scene) {
            throw new IllegalArgumentException(
                    "this renderer draws '" + scene.model().name() + "', not a frame of '"
                            + frame.scene().model().name() + "'");
        }
        LightView view = LightView.of(frame);
        glDisable(GL_BLEND);
        glEnable(GL_DEPTH_TEST);
        glEnable(GL_CULL_FACE);
        shadow.draw(frame, view, meshes);
        target.bind();
        glClear(GL_DEPTH_BUFFER_BIT);
        paintBackground();
        describe(frame, view, target);
        IntStream.range(0, frame.count())
                .filter(thing -> frame.colour(thing).a() >= 1)
                .boxed()
                .sorted(Comparator.comparing(frame::finish))
                .forEach(thing -> paint(frame, thing));
        paintTranslucent(frame);
        text.draw(frame.lines(), target.width(), target.height());
        target.resolve();
    }

    private void paintBackground() {
        glDisable(GL_DEPTH_TEST);
        background.use().set("backgroundTop", Look.BACKGROUND_TOP).set("backgroundBottom", Look.BACKGROUND_BOTTOM);
        glBindVertexArray(nothing);
        glDrawArrays(GL_TRIANGLES, 0, 3);
        glEnable(GL_DEPTH_TEST);
    }

    private void describe(Frame frame, LightView view, GlTarget target) {
        double radius = scene.radius();
        double aspect = (double) target.width() / target.height();
        Rgba tint = scene.lighting().tint();
        things.use()
                .setMatrix("projection", Matrices.camera(frame.camera(), aspect, Look.NEAR * radius, Look.FAR * radius))
                .set("light", scene.lighting().towards())
                .set("gaze", frame.camera().forward())
                .set("key", Look.KEY.r() * tint.r(), Look.KEY.g() * tint.g(), Look.KEY.b() * tint.b())
                .set("sky", Look.SKY)
                .set("ground", Look.GROUND)
                .set("fill", Look.FILL)
                .set("specular", Look.SPECULAR)
                .set("shininess", (double) Look.SHININESS)
                .set("terminator", Look.TERMINATOR)
                .set("checkerTone", Look.CHECKER_TONE * Look.CHECKER_TONE)
                .set("backgroundTop", Look.BACKGROUND_TOP)
                .set("backgroundBottom", Look.BACKGROUND_BOTTOM)
                .set("height", (double) target.height())
                .set("centre", scene.centre())
                .set("fade", square(Look.FADE_FROM * radius), square(Look.FADE_TO * radius));
        shadow.describe(things, view);
    }

    private static double square(double x) {
        return x * x;
    }

    /** A floor is pushed back a little, so that what lies in it is seen. */
    private void paint(Frame frame, int thing) {
        Finish finish = frame.finish(thing);
        if (finish != Finish.MATTE) {
            glEnable(GL_POLYGON_OFFSET_FILL);
            glPolygonOffset(1, 1);
        }
        int place = Frame.PLACE * thing;
        double across = length(frame.places(), place);
        double along = length(frame.places(), place + 6);
        things.setLinear("colour", frame.colour(thing))
                .set("finish", finish == Finish.MATTE ? 0 : finish == Finish.CHECKER ? 1 : 2)
                .set("shrink", 1 / across, 1 / across, 1 / along)
                .set("squares", across / Look.CHECKER_METRES, across / Look.CHECKER_METRES)
                .setPlace("place", frame.places(), place);
        meshes.get(frame.mesh(thing)).draw();
        glDisable(GL_POLYGON_OFFSET_FILL);
    }

    private static double length(float[] places, int at) {
        return Math.sqrt(square(places[at]) + square(places[at + 1]) + square(places[at + 2]));
    }

    private void paintTranslucent(Frame frame) {
        glEnable(GL_BLEND);
        glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
        glDepthMask(false);
        IntStream.range(0, frame.count())
                .filter(thing -> frame.colour(thing).a() < 1)
                .boxed()
                .sorted(Comparator.comparingDouble(thing -> -frame.distance(thing)))
                .forEach(thing -> paint(frame, thing));
        glDepthMask(true);
        glDisable(GL_BLEND);
    }
}
