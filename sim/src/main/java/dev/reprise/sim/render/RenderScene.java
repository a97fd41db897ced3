package dev.reprise.sim.render;

import dev.reprise.sim.model.GeomSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Shape;
import dev.reprise.sim.model.SiteSpec;
import dev.reprise.sim.model.Vector3;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What there is to see of a model: meshes, and which body carries which of them where. Unchanging; threads may share it. */
public final class RenderScene {
    /** Geoms of these groups are seen by default, as in MuJoCo's viewer. */
    public static final List<Integer> DEFAULT_GROUPS = List.of(0, 1, 2);

    /** Half the edge of a plane without bounds, in radii of the scene; it has faded long before. */
    private static final double ENDLESS = 40;
    /** A plane whose half edges are longer than this is a floor; radii of the scene. */
    private static final double WIDE = 3;

    private final List<TriangleMesh> meshes = new ArrayList<>();
    private final Map<Shape, Integer> known = new HashMap<>();
    private final List<Drawable> drawables = new ArrayList<>();
    private final ModelSpec model;
    private final Lighting lighting;
    private final Vector3 centre;
    private final double radius;
    private final int shaft;
    private final int tip;

    private RenderScene(ModelSpec model, List<Integer> groups) {
        this.model = model;
        this.lighting = Lighting.of(model);
        List<GeomSpec> planes = new ArrayList<>();
        for (GeomSpec geom : model.geoms()) {
            if (!groups.contains(geom.group()) || geom.rgba().a() <= 0) {
                continue;
            }
            if (geom.shape() instanceof Shape.Plane) {
                planes.add(geom);
            } else {
                add(geom.shape(), geom.body(), geom.pose(), geom.rgba(), Finish.MATTE);
            }
        }
        for (SiteSpec site : model.sites()) {
            if (groups.contains(site.group()) && site.rgba().a() > 0) {
                add(site.shape(), site.body(), site.pose(), site.rgba(), Finish.MATTE);
            }
        }
        Bounds bounds = bounds();
        this.centre = bounds.centre();
        this.radius = bounds.radius();
        for (GeomSpec geom : planes) {
            addPlane(geom, (Shape.Plane) geom.shape());
        }
        this.shaft = add(Tessellation.cylinder(1, 0.5));
        this.tip = add(Tessellation.cone(1, 1));
    }

    /** Geoms and sites of the {@link #DEFAULT_GROUPS} that can be seen at all. */
    public static RenderScene of(ModelSpec model) {
        return new RenderScene(model, DEFAULT_GROUPS);
    }

    /** Geoms and sites of these groups that can be seen at all. */
    public static RenderScene of(ModelSpec model, List<Integer> groups) {
        return new RenderScene(model, groups);
    }

    private void add(Shape shape, int body, Pose pose, Rgba colour, Finish finish) {
        Integer mesh = known.get(shape);
        if (mesh == null) {
            mesh = add(tessellate(shape));
            known.put(shape, mesh);
        }
        drawables.add(new Drawable(mesh, body, pose, colour, finish));
    }

    private void addPlane(GeomSpec geom, Shape.Plane plane) {
        double halfX = plane.halfX() > 0 ? plane.halfX() : ENDLESS * radius;
        double halfY = plane.halfY() > 0 ? plane.halfY() : ENDLESS * radius;
        Finish finish = Math.min(halfX, halfY) > WIDE * radius ? Finish.FLOOR : Finish.CHECKER;
        add(new Shape.Plane(halfX, halfY), geom.body(), geom.pose(), geom.rgba(), finish);
    }

    private int add(TriangleMesh mesh) {
        meshes.add(mesh);
        return meshes.size() - 1;
    }

    private TriangleMesh tessellate(Shape shape) {
        if (shape instanceof Shape.Box box) {
            return Tessellation.box(box.half());
        }
        if (shape instanceof Shape.Sphere sphere) {
            return Tessellation.sphere(sphere.radius());
        }
        if (shape instanceof Shape.Capsule capsule) {
            return Tessellation.capsule(capsule.radius(), capsule.halfLength());
        }
        if (shape instanceof Shape.Cylinder cylinder) {
            return Tessellation.cylinder(cylinder.radius(), cylinder.halfLength());
        }
        if (shape instanceof Shape.Mesh mesh) {
            return SmoothMesh.of(model.meshes().get(mesh.mesh()));
        }
        Shape.Plane plane = (Shape.Plane) shape;
        return Tessellation.plane(plane.halfX(), plane.halfY());
    }

    private Bounds bounds() {
        Bounds bounds = new Bounds();
        for (Drawable drawable : drawables) {
            Vector3 at = Bounds.initialPose(model, drawable.body())
                    .transform(drawable.pose().position());
            bounds.add(at.x(), at.y(), at.z(), meshes.get(drawable.mesh()).reach());
        }
        if (bounds.isEmpty()) {
            bounds.add(0, 0, 0, 1);
        }
        return bounds;
    }

    /** What it was made of. */
    public ModelSpec model() {
        return model;
    }

    /** The mesh with this index. */
    public TriangleMesh mesh(int index) {
        return meshes.get(index);
    }

    /** Every mesh that a frame may draw. */
    public List<TriangleMesh> meshes() {
        return List.copyOf(meshes);
    }

    /** Everything of the model that is seen. */
    public List<Drawable> drawables() {
        return List.copyOf(drawables);
    }

    /** The key light. */
    public Lighting lighting() {
        return lighting;
    }

    /** Middle of what is seen before anything moves, planes left out; world frame. */
    public Vector3 centre() {
        return centre;
    }

    /** Of a ball about {@link #centre} that holds all that is seen before anything moves, planes left out; m. */
    public double radius() {
        return radius;
    }

    /** Index of a cylinder of radius 1 along z from -0.5 to 0.5, for overlays. */
    int shaft() {
        return shaft;
    }

    /** Index of a cone of radius 1 along z from 0 to 1, for overlays. */
    int tip() {
        return tip;
    }
}
