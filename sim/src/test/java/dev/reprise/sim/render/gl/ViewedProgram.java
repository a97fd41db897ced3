package dev.reprise.sim.render.gl;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.WorldView;
import dev.reprise.sim.render.FakeWorld;
import dev.reprise.sim.render.RenderScene;
import dev.reprise.sim.render.Scenes;
import java.util.List;

/** Opens a viewer and says on its output what happens to it. */
final class ViewedProgram implements Playable {
    /** The window's picture is on the screen when so many were drawn. */
    private static final int SETTLED = 3;

    private final FakeWorld world;
    private int shown;
    private boolean paused;

    private ViewedProgram(ModelSpec model) {
        world = new FakeWorld(model);
    }

    public static void main(String[] arguments) {
        ModelSpec model = Scenes.workbench();
        try (Viewer viewer = new Viewer(
                RenderScene.of(model), ViewerInWindowTest.TITLE, ViewerInWindowTest.WIDTH, ViewerInWindowTest.HEIGHT)) {
            viewer.run(new ViewedProgram(model));
            System.out.println("closed");
        } catch (GlException none) {
            System.out.println("no window: " + none.getMessage());
        }
    }

    @Override
    public void advance(double seconds) {
        if (++shown == SETTLED) {
            System.out.println("shown");
        }
        if (seconds == 0 && shown > SETTLED && !paused) {
            paused = true;
            System.out.println("paused");
        }
    }

    @Override
    public void step() {
        System.out.println("step");
    }

    @Override
    public WorldView world() {
        return world;
    }

    @Override
    public List<String> lines() {
        return List.of("under test");
    }

    @Override
    public void next() {
        System.out.println("next");
    }

    @Override
    public void choose(int number) {
        System.out.println("choose " + number);
    }
}
