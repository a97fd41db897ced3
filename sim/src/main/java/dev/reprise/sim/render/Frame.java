package dev.reprise.sim.render;

import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.WorldView;
import java.util.Arrays;
import java.util.List;

/**
 * One moment of a scene as it is drawn: a list of meshes with their places, a camera and lines of text. Reusable: {@link
 * #read} begins the next moment. Not for several threads at a time.
 */
public final class Frame {
    /** Numbers of a place: the columns x, y, z of a matrix, scaled, and the translation. */
    public static final int PLACE = 12;

    private final RenderScene scene;
    private final List<Drawable> drawables;
    private final Pose[] bodies;
    private final double[] reaches;
    private final double[] pose = new double[7];
    private int count;
    private int[] meshes;
    private Rgba[] colours;
    private Finish[] finishes;
    private float[] places;
    private Camera camera;
    private List<String> lines = List.of();

    /** Of this scene, with nothing in it yet, seen from {@link Orbit#of}. */
    public Frame(RenderScene scene) {
        this.scene = scene;
        this.drawables = scene.drawables();
        this.reaches = scene.meshes().stream().mapToDouble(TriangleMesh::reach).toArray();
        this.bodies = new Pose[scene.model().bodies().size()];
        this.meshes = new int[drawables.size()];
        this.colours = new Rgba[drawables.size()];
        this.finishes = new Finish[drawables.size()];
        this.places = new float[PLACE * drawables.size()];
        this.camera = Orbit.of(scene).camera();
    }

    /** Takes the places of all bodies from a world; overlays and lines are gone, the camera stays. */
    public void read(WorldView world) {
        for (int body = 0; body < bodies.length; body++) {
            world.bodyPose(body, pose);
            bodies[body] = Camera.pose(pose);
        }
        count = 0;
        lines = List.of();
        for (Drawable drawable : drawables) {
            Pose at = bodies[drawable.body()].times(drawable.pose());
            add(drawable.mesh(), drawable.colour(), drawable.finish(), at, 1, 1);
        }
    }

    /** Where a body was when the frame was read; world frame. */
    public Pose body(int body) {
        return bodies[body];
    }

    /** Looks from there. */
    public void camera(Camera eye) {
        camera = eye;
    }

    /** Where it is looked from. */
    public Camera camera() {
        return camera;
    }

    /** Writes these at the upper left. */
    public void lines(List<String> text) {
        lines = List.copyOf(text);
    }

    /** What is written at the upper left. */
    public List<String> lines() {
        return lines;
    }

    /** Adds a stick between two points. */
    public void addStick(Vector3 from, Vector3 to, double radius, Rgba colour) {
        Vector3 along = to.minus(from);
        double length = along.norm();
        if (length > 0) {
            Quaternion rotation = Quaternion.between(Vector3.Z, along.times(1 / length));
            Pose middle = new Pose(from.plus(along.times(0.5)), rotation);
            add(scene.shaft(), colour, Finish.MATTE, middle, radius, length);
        }
    }

    /** Adds an arrow; its head is cut into its length. */
    public void addArrow(Vector3 from, Vector3 to, double radius, Rgba colour) {
        Vector3 along = to.minus(from);
        double length = along.norm();
        if (length > 0) {
            double head = Math.min(4 * radius, length);
            Vector3 neck = to.minus(along.times(head / length));
            addStick(from, neck, radius, colour);
            Pose tip = new Pose(neck, Quaternion.between(Vector3.Z, along.times(1 / length)));
            add(scene.tip(), colour, Finish.MATTE, tip, 2 * radius, head);
        }
    }

    private void add(int mesh, Rgba colour, Finish finish, Pose at, double across, double along) {
        if (count == meshes.length) {
            int size = Math.max(16, 2 * count);
            meshes = Arrays.copyOf(meshes, size);
            colours = Arrays.copyOf(colours, size);
            finishes = Arrays.copyOf(finishes, size);
            places = Arrays.copyOf(places, PLACE * size);
        }
        meshes[count] = mesh;
        colours[count] = colour;
        finishes[count] = finish;
        int to = PLACE * count++;
        write(to, at.rotation().rotate(new Vector3(across, 0, 0)));
        write(to + 3, at.rotation().rotate(new Vector3(0, across, 0)));
        write(to + 6, at.rotation().rotate(new Vector3(0, 0, along)));
        write(to + 9, at.position());
    }

    private void write(int to, Vector3 v) {
        places[to] = (float) v.x();
        places[to + 1] = (float) v.y();
        places[to + 2] = (float) v.z();
    }

    /** What it is a moment of. */
    public RenderScene scene() {
        return scene;
    }

    /** How many things are drawn. */
    public int count() {
        return count;
    }

    /** Index of a thing's mesh. */
    public int mesh(int thing) {
        return meshes[thing];
    }

    /** Colour of a thing, as shown. */
    public Rgba colour(int thing) {
        return colours[thing];
    }

    /** Finish of a thing. */
    public Finish finish(int thing) {
        return finishes[thing];
    }

    /** Whether a thing darkens others: what is opaque, belongs to the model and is no floor. */
    public boolean castsShadow(int thing) {
        return thing < drawables.size() && finishes[thing] == Finish.MATTE && colours[thing].a() >= 1;
    }

    /** From the camera to where a thing is, m. */
    public double distance(int thing) {
        int at = PLACE * thing + 9;
        return new Vector3(places[at], places[at + 1], places[at + 2])
                .minus(camera.eye())
                .norm();
    }

    /** Distance of the farthest vertex of one of the model's things from its place, m. */
    double reach(int thing) {
        return reaches[meshes[thing]];
    }

    /**
     * Places of all things, {@link #PLACE} numbers each. Scales are the same for x and y; meshes that are stretched along z
     * have normals along or across it, or nearly so. Not a copy.
     */
    public float[] places() {
        return places;
    }
}
