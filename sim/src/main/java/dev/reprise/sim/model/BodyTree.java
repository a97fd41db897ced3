package dev.reprise.sim.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the world's bodies and what they carry. Indices are MuJoCo's: bodies depth first, and what they carry body by
 * body, each kind in the order of the file.
 */
final class BodyTree {
    private static final Rgba LIGHT = new Rgba(0.7f, 0.7f, 0.7f, 1);

    private final CompilerSettings compiler;
    private final Defaults defaults;
    private final Materials materials;
    private final ShapeReader shapes;
    private final JointReader jointReader;
    private final GeomReader geomReader;

    final Names bodyNames = new Names("body");
    final Names jointNames = new Names("joint");
    private final Names geomNames = new Names("geom");
    private final Names siteNames = new Names("site");
    private final Names cameraNames = new Names("camera");
    private final Names lightNames = new Names("light");

    final List<BodySpec> bodies = new ArrayList<>();
    final List<JointSpec> joints = new ArrayList<>();
    final List<GeomSpec> geoms = new ArrayList<>();
    final List<SiteSpec> sites = new ArrayList<>();
    final List<CameraSpec> cameras = new ArrayList<>();
    final List<LightSpec> lights = new ArrayList<>();
    private final List<Attributes> elements = new ArrayList<>();

    BodyTree(XmlElement root, CompilerSettings compiler, Defaults defaults, Materials materials, MeshAssets meshes) {
        this.compiler = compiler;
        this.defaults = defaults;
        this.materials = materials;
        this.shapes = new ShapeReader(compiler, meshes);
        this.jointReader = new JointReader(compiler);
        this.geomReader = new GeomReader(compiler, shapes, materials, meshes);
        world(root);
        new MotionCheck(this, elements).check();
    }

    private void world(XmlElement root) {
        List<XmlElement> children = new ArrayList<>();
        for (XmlElement world : root.children("worldbody")) {
            children.addAll(world.children());
        }
        XmlElement world = new XmlElement("worldbody", root.file(), root.line(), root.attributes(), children);
        Attributes a = new Attributes(world, Map.of());
        bodies.add(new BodySpec("world", -1, Pose.IDENTITY, false, null));
        bodyNames.add("world", a);
        elements.add(a);
        carried(world, 0, "");
        for (XmlElement child : world.children("body")) {
            body(child, 0, "");
        }
    }

    private void body(XmlElement element, int parent, String outerClass) {
        Attributes a = Attributes.of(element);
        String childClass = a.text("childclass", outerClass);
        if (a.has("childclass")) {
            defaults.require(element, childClass);
        }
        if (a.number("gravcomp", 0) != 0) {
            throw a.error("gravcomp", "is not supported; remove it or set it to 0");
        }
        int body = bodyNames.add(a.name(), a);
        int firstJoint = joints.size();
        for (XmlElement child : element.children()) {
            if (child.name().equals("joint") || child.name().equals("freejoint")) {
                Attributes joint = child.name().equals("joint") ? defaults.of(child, childClass) : Attributes.of(child);
                jointNames.add(joint.name(), joint);
                joints.add(jointReader.read(joint, body));
            }
        }
        jointReader.check(joints.subList(firstJoint, joints.size()), parent, a);
        boolean mocap = a.flag("mocap", false);
        if (mocap && (parent != 0 || joints.size() > firstJoint)) {
            throw a.error("mocap", "bodies stand in the world itself and have no joints");
        }
        List<GeomReader.Placed> own = carried(element, body, childClass);
        Pose pose = Orientation.pose(a, compiler);
        bodies.add(new BodySpec(a.name(), parent, pose, mocap, inertia(element, own)));
        elements.add(a);
        for (XmlElement child : element.children("body")) {
            body(child, body, childClass);
        }
    }

    private @Nullable Inertia inertia(XmlElement element, List<GeomReader.Placed> own) {
        List<XmlElement> given = element.children("inertial");
        if (given.size() > 1) {
            throw given.get(1).error("a body has one <inertial>");
        }
        boolean fromGeoms = compiler.inertiaFromGeoms().equals("true")
                || (compiler.inertiaFromGeoms().equals("auto") && given.isEmpty());
        Inertia inertia = null;
        if (fromGeoms) {
            inertia = geomReader.inertia(own);
        } else if (!given.isEmpty()) {
            inertia = InertialReader.read(Attributes.of(given.get(0)), compiler);
        }
        return InertialReader.bounded(inertia, compiler, Attributes.of(element));
    }

    /** Reads all that a body carries, but its joints and bodies; gives its geoms back. */
    private List<GeomReader.Placed> carried(XmlElement element, int body, String childClass) {
        List<GeomReader.Placed> own = new ArrayList<>();
        for (XmlElement child : element.children()) {
            switch (child.name()) {
                case "geom" -> {
                    Attributes a = defaults.of(child, childClass);
                    geomNames.add(a.name(), a);
                    GeomReader.Placed geom = geomReader.read(a, body);
                    own.add(geom);
                    geoms.add(geom.geom());
                }
                case "site" -> site(defaults.of(child, childClass), body);
                case "camera" -> camera(defaults.of(child, childClass), body);
                case "light" -> light(defaults.of(child, childClass), body);
                default -> {}
            }
        }
        return own;
    }

    private void site(Attributes a, int body) {
        siteNames.add(a.name(), a);
        ShapeReader.Placed placed = shapes.read(a, 0.005);
        sites.add(new SiteSpec(a.name(), body, placed.pose(), placed.shape(), materials.colour(a), a.group()));
    }

    private void camera(Attributes a, int body) {
        cameraNames.add(a.name(), a);
        double fieldOfView = a.number("fovy", 45);
        if (!(fieldOfView > 0 && fieldOfView < 180)) {
            throw a.error("fovy", "must be above 0 and below 180 degrees");
        }
        cameras.add(new CameraSpec(a.name(), body, Orientation.pose(a, compiler), fieldOfView));
    }

    private void light(Attributes a, int body) {
        lightNames.add(a.name(), a);
        double[] diffuse = a.has("diffuse") ? a.numbers("diffuse", 3) : null;
        lights.add(new LightSpec(
                a.name(),
                body,
                a.vector("pos", Vector3.ZERO),
                a.direction("dir", new Vector3(0, 0, -1)),
                a.flag("directional", false),
                a.flag("castshadow", true),
                diffuse == null ? LIGHT : new Rgba((float) diffuse[0], (float) diffuse[1], (float) diffuse[2], 1)));
    }
}
