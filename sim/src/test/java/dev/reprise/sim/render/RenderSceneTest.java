package dev.reprise.sim.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Shape;
import dev.reprise.sim.model.Vector3;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderSceneTest {
    private static final Shape BALL = new Shape.Sphere(0.1);

    @Test
    void hiddenGroupsAndWhatCannotBeSeenAreLeftOut() {
        Scenes scenes = new Scenes();
        scenes.geom(0, BALL, Pose.IDENTITY, Scenes.WHITE, 2);
        scenes.geom(0, BALL, Pose.IDENTITY, Scenes.WHITE, 3);
        scenes.geom(0, BALL, Pose.IDENTITY, new Rgba(1, 1, 1, 0), 0);
        assertEquals(1, RenderScene.of(scenes.model()).drawables().size());
        assertEquals(
                2, RenderScene.of(scenes.model(), List.of(2, 3)).drawables().size());
    }

    @Test
    void equalFormsShareAMesh() {
        Scenes scenes = new Scenes();
        scenes.geom(0, BALL, Pose.IDENTITY, Scenes.WHITE).geom(0, BALL, Pose.at(1, 0, 0), Scenes.WHITE);
        List<Drawable> drawables = RenderScene.of(scenes.model()).drawables();
        assertEquals(drawables.get(0).mesh(), drawables.get(1).mesh());
    }

    @Test
    void planesCountForNothingInTheScenesSize() {
        Scenes scenes = new Scenes().floor(Scenes.WHITE);
        scenes.geom(scenes.body(0, Pose.at(2, 0, 0)), BALL, Pose.at(0, 1, 0), Scenes.WHITE);
        RenderScene scene = RenderScene.of(scenes.model());
        assertEquals(0, scene.centre().minus(new Vector3(2, 1, 0)).norm(), 1e-9);
        assertEquals(0.1 * Math.sqrt(3), scene.radius(), 1e-6);
        assertSame(Finish.FLOOR, scene.drawables().get(1).finish());
    }

    @Test
    void aFrameTakesTheWorldsPlaces() {
        Scenes scenes = new Scenes();
        int body = scenes.body(0, Pose.IDENTITY);
        ModelSpec model =
                scenes.geom(body, BALL, Pose.at(1, 0, 0), Scenes.WHITE).model();
        FakeWorld world = new FakeWorld(model);
        world.put(body, new Pose(new Vector3(0, 0, 5), Quaternion.about(Vector3.Z, Math.PI / 2)));
        Frame frame = new Frame(RenderScene.of(model));
        frame.read(world);
        float[] places = frame.places();
        float[] expected = {0, 1, 0, -1, 0, 0, 0, 0, 1, 0, 1, 5};
        for (int i = 0; i < Frame.PLACE; i++) {
            assertEquals(expected[i], places[i], 1e-6, "number " + i);
        }
    }

    @Test
    void overlaysAreGoneWithTheNextMoment() {
        ModelSpec model = Scenes.workbench();
        FakeWorld world = new FakeWorld(model);
        Frame frame = new Frame(RenderScene.of(model));
        frame.read(world);
        int things = frame.count();
        Overlays.jointAxes(frame);
        int contact = world.contacts().add(0, 1);
        world.contacts().set(contact, 8, 10);
        Overlays.contactForces(frame, world);
        frame.lines(List.of("text"));
        assertEquals(things + 2 * 7 + 2, frame.count());
        frame.read(world);
        assertEquals(things, frame.count());
        assertEquals(List.of(), frame.lines());
    }

    @Test
    void anOrbitFromACameraSeesWhatTheCameraSees() {
        RenderScene scene = RenderScene.of(Scenes.workbench());
        Camera camera = new Orbit(scene.centre(), 3, 30, -20).moved(0.1, 0.2).camera();
        Camera again = Orbit.of(camera, scene).camera();
        assertEquals(0, camera.eye().minus(again.eye()).norm(), 1e-9);
        assertEquals(0, camera.forward().minus(again.forward()).norm(), 1e-9);
        assertEquals(0, camera.up().minus(again.up()).norm(), 1e-9);
    }

    @Test
    void anOrbitLooksAtItsTarget() {
        Orbit orbit = new Orbit(new Vector3(1, 2, 3), 4, 30, -20);
        Camera camera = orbit.camera();
        assertEquals(
                0,
                camera.eye()
                        .plus(camera.forward().times(4))
                        .minus(orbit.target())
                        .norm(),
                1e-12);
        assertTrue(camera.eye().z() > 3, "a gaze downwards comes from above");
        assertEquals(0, camera.right().z(), 1e-12);
        Vector3 moved = orbit.moved(0.5, 0).target().minus(orbit.target());
        double half = 4 * Math.tan(Math.toRadians(Orbit.FIELD_OF_VIEW_DEGREES / 2));
        assertEquals(-half, moved.dot(camera.right()), 1e-12);
    }

    @Test
    void aModelsCameraIsCarriedByItsBody() {
        ModelSpec model = new Scenes().camera(Pose.at(0, 0, 7), 50).model();
        Camera camera = Camera.of(model.cameras().get(0), new FakeWorld(model));
        assertEquals(new Vector3(0, 0, 7), camera.eye());
        assertEquals(0, camera.forward().minus(new Vector3(0, 0, -1)).norm(), 1e-12);
        assertEquals(0, camera.right().minus(new Vector3(1, 0, 0)).norm(), 1e-12);
        assertThrows(
                IllegalArgumentException.class, () -> new Camera(camera.eye(), camera.forward(), camera.up(), 180));
    }

    @Test
    void theLightSeesWhateverCastsShadows() {
        ModelSpec model = Scenes.workbench();
        Frame frame = new Frame(RenderScene.of(model));
        frame.read(new FakeWorld(model));
        LightView view = LightView.of(frame);
        for (int thing = 0; thing < frame.count(); thing++) {
            if (frame.castsShadow(thing)) {
                int at = Frame.PLACE * thing + 9;
                Vector3 place = new Vector3(frame.places()[at], frame.places()[at + 1], frame.places()[at + 2]);
                Vector3 off = place.minus(view.centre());
                assertTrue(Math.abs(off.dot(view.right())) + frame.reach(thing) < view.half(), "thing " + thing);
                assertTrue(Math.abs(off.dot(view.up())) + frame.reach(thing) < view.half(), "thing " + thing);
            }
        }
    }
}
