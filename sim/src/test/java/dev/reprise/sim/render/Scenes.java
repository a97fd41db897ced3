package dev.reprise.sim.render;

import dev.reprise.sim.model.BodySpec;
import dev.reprise.sim.model.CameraSpec;
import dev.reprise.sim.model.GeomSpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.LightSpec;
import dev.reprise.sim.model.MeshSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Shape;
import dev.reprise.sim.model.SiteSpec;
import dev.reprise.sim.model.Vector3;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Models made by hand: bodies stay where they are put, and nothing has mass. */
public final class Scenes {
    public static final Rgba WHITE = new Rgba(1, 1, 1, 1);
    private static final GeomSpec.Contact CONTACT = new GeomSpec.Contact(1, 1, 3, 1, 0, 0, 0);

    private final List<BodySpec> bodies = new ArrayList<>();
    private final List<JointSpec> joints = new ArrayList<>();
    private final List<GeomSpec> geoms = new ArrayList<>();
    private final List<SiteSpec> sites = new ArrayList<>();
    private final List<MeshSpec> meshes = new ArrayList<>();
    private final List<CameraSpec> cameras = new ArrayList<>();
    private final List<LightSpec> lights = new ArrayList<>();

    public Scenes() {
        bodies.add(new BodySpec("world", -1, Pose.IDENTITY, false, null));
    }

    public int body(int parent, Pose pose) {
        bodies.add(new BodySpec("body" + bodies.size(), parent, pose, false, null));
        return bodies.size() - 1;
    }

    public Scenes hinge(int body, Vector3 axis) {
        joints.add(new JointSpec("", body, JointSpec.Type.HINGE, Vector3.ZERO, axis, null, 0, 0, 0, 0, 0, 0));
        return this;
    }

    public Scenes geom(int body, Shape shape, Pose pose, Rgba colour) {
        return geom(body, shape, pose, colour, 0);
    }

    public Scenes geom(int body, Shape shape, Pose pose, Rgba colour, int group) {
        geoms.add(new GeomSpec("", body, shape, pose, CONTACT, colour, group));
        return this;
    }

    public Scenes box(Vector3 centre, Vector3 half, Rgba colour) {
        return geom(0, new Shape.Box(half), new Pose(centre, Quaternion.IDENTITY), colour);
    }

    public Scenes floor(Rgba colour) {
        return geom(0, new Shape.Plane(0, 0), Pose.IDENTITY, colour);
    }

    public Scenes site(int body, Pose pose, Rgba colour) {
        sites.add(new SiteSpec("", body, pose, new Shape.Sphere(0.03), colour, 0));
        return this;
    }

    public int mesh(MeshSpec mesh) {
        meshes.add(mesh);
        return meshes.size() - 1;
    }

    public Scenes light(Vector3 direction) {
        lights.add(new LightSpec("", 0, new Vector3(0, 0, 3), direction.normalized(), true, true, WHITE));
        return this;
    }

    public Scenes camera(Pose pose, double verticalFieldOfViewDegrees) {
        cameras.add(new CameraSpec("", 0, pose, verticalFieldOfViewDegrees));
        return this;
    }

    public ModelSpec model() {
        return new ModelSpec(
                "by hand",
                Path.of("none.xml"),
                new ModelSpec.Options(0.002, new Vector3(0, 0, -9.81)),
                bodies,
                joints,
                geoms,
                sites,
                meshes,
                List.of(),
                List.of(),
                List.of(),
                cameras,
                lights,
                List.of(),
                List.of());
    }

    /** An arm of seven capsules with a gripper at a table with boxes, some 40 geoms. */
    public static ModelSpec workbench() {
        Scenes s = new Scenes();
        Rgba wood = new Rgba(0.80f, 0.70f, 0.57f, 1);
        Rgba light = new Rgba(0.92f, 0.93f, 0.94f, 1);
        Rgba orange = new Rgba(0.95f, 0.52f, 0.18f, 1);
        Rgba dark = new Rgba(0.24f, 0.26f, 0.29f, 1);
        s.floor(new Rgba(0.86f, 0.87f, 0.88f, 1));
        s.box(new Vector3(0.45, 0, 0.38), new Vector3(0.45, 0.6, 0.02), wood);
        for (int i = 0; i < 4; i++) {
            Vector3 at = new Vector3(i % 2 == 0 ? 0.05 : 0.85, i < 2 ? -0.55 : 0.55, 0.18);
            s.box(at, new Vector3(0.025, 0.025, 0.18), dark);
        }
        Rgba[] colours = {
            new Rgba(0.86f, 0.26f, 0.24f, 1),
            new Rgba(0.20f, 0.55f, 0.80f, 1),
            new Rgba(0.30f, 0.68f, 0.42f, 1),
            new Rgba(0.96f, 0.76f, 0.25f, 1)
        };
        for (int i = 0; i < 12; i++) {
            double x = 0.48 + 0.11 * (i % 3);
            double y = -0.4 + 0.13 * Math.floorDiv(i, 3) + 0.02 * (i % 2);
            Pose pose = new Pose(new Vector3(x, y, 0.42), Quaternion.about(Vector3.Z, 0.4 * i));
            int cube = s.body(0, pose);
            s.geom(cube, new Shape.Box(new Vector3(0.02, 0.02, 0.02)), Pose.IDENTITY, colours[i % 4]);
        }
        s.geom(0, new Shape.Cylinder(0.05, 0.06), Pose.at(0.62, 0.42, 0.46), colours[1]);
        s.geom(0, new Shape.Sphere(0.05), Pose.at(0.42, 0.38, 0.45), colours[3]);
        s.geom(0, new Shape.Cylinder(0.13, 0.02), Pose.at(0.12, 0, 0.42), dark);
        s.site(0, Pose.at(0.66, 0.12, 0.48), new Rgba(0.15f, 0.75f, 0.35f, 0.45f));
        int link = s.body(0, Pose.at(0.12, 0, 0.44));
        double[] bend = {0, 0.5, 0, 0.95, 0, 0.75, 0};
        double[] length = {0.12, 0.1, 0.18, 0.09, 0.17, 0.08, 0.07};
        for (int i = 0; i < 7; i++) {
            Quaternion turn = Quaternion.about(new Vector3(0, 1, 0), bend[i]);
            link = s.body(link, new Pose(new Vector3(0, 0, i == 0 ? 0 : length[i - 1] + 0.03), turn));
            s.hinge(link, i % 2 == 0 ? Vector3.Z : new Vector3(0, 1, 0));
            double radius = 0.055 - 0.003 * i;
            Shape capsule = new Shape.Capsule(radius, length[i] / 2);
            s.geom(link, capsule, Pose.at(0, 0, length[i] / 2), i % 2 == 0 ? light : orange);
        }
        int hand = s.body(link, Pose.at(0, 0, 0.13));
        s.geom(hand, new Shape.Cylinder(0.035, 0.02), Pose.IDENTITY, light);
        s.geom(hand, new Shape.Box(new Vector3(0.03, 0.08, 0.025)), Pose.at(0, 0, 0.04), dark);
        s.geom(hand, new Shape.Box(new Vector3(0.012, 0.008, 0.035)), Pose.at(0, 0.035, 0.095), light);
        s.geom(hand, new Shape.Box(new Vector3(0.012, 0.008, 0.035)), Pose.at(0, -0.035, 0.095), light);
        return s.model();
    }
}
