package dev.reprise.sim.model;

/** Forms and frames of geoms and sites. */
final class ShapeReader {
    private final CompilerSettings compiler;
    private final MeshAssets meshes;

    /** A form and where it is in its body's frame. */
    record Placed(Shape shape, Pose pose) {}

    ShapeReader(CompilerSettings compiler, MeshAssets meshes) {
        this.compiler = compiler;
        this.meshes = meshes;
    }

    /**
     * Of a geom or a site.
     *
     * @param defaultSize of all three sizes that are not given
     */
    Placed read(Attributes a, double defaultSize) {
        String type = a.text("type", "sphere");
        double[] size = a.upTo("size", defaultSize, defaultSize, defaultSize);
        if (!a.has("fromto")) {
            return new Placed(shape(type, size, a), Orientation.pose(a, compiler));
        }
        if (!type.equals("capsule") && !type.equals("cylinder") && !type.equals("box")) {
            throw a.error("fromto", "makes a capsule, cylinder or box, not a " + type);
        }
        if (a.vector("pos", Vector3.ZERO).norm() > 0) {
            throw a.error("fromto", "says where it is; remove pos");
        }
        double[] ends = a.numbers("fromto", 6);
        Vector3 from = new Vector3(ends[0], ends[1], ends[2]);
        Vector3 to = new Vector3(ends[3], ends[4], ends[5]);
        // As in MuJoCo, z points back from the second end to the first.
        Vector3 back = from.minus(to);
        if (back.norm() < 1e-10) {
            throw a.error("fromto", "needs two ends that differ");
        }
        double half = back.norm() / 2;
        double[] whole = type.equals("box") ? new double[] {size[0], size[0], half} : new double[] {size[0], half, 0};
        return new Placed(
                shape(type, whole, a), new Pose(from.plus(to).times(0.5), Orientation.toZ(back.normalized())));
    }

    private Shape shape(String type, double[] size, Attributes a) {
        boolean site = a.element().name().equals("site");
        if (a.has("mesh") && !type.equals("mesh")) {
            throw a.error("mesh", "only geoms of type mesh have one; fitting a " + type + " to it is not supported");
        }
        if (type.equals("mesh") && !site) {
            return new Shape.Mesh(meshes.index(a, "mesh"));
        }
        if (type.equals("plane") && !site) {
            positive(size, 2, 3, type, a);
            return new Shape.Plane(size[0], size[1]);
        }
        return switch (type) {
            case "sphere" -> {
                positive(size, 0, 1, type, a);
                yield new Shape.Sphere(size[0]);
            }
            case "capsule" -> {
                positive(size, 0, 2, type, a);
                yield new Shape.Capsule(size[0], size[1]);
            }
            case "cylinder" -> {
                positive(size, 0, 2, type, a);
                yield new Shape.Cylinder(size[0], size[1]);
            }
            case "box" -> {
                positive(size, 0, 3, type, a);
                yield new Shape.Box(new Vector3(size[0], size[1], size[2]));
            }
            default ->
                throw a.error(
                        "type",
                        "'" + type + "' is not supported, only " + (site ? "" : "plane, mesh, ")
                                + "sphere, capsule, cylinder, box");
        };
    }

    private static void positive(double[] size, int from, int to, String type, Attributes a) {
        for (int i = 0; i < to; i++) {
            if (i < from ? size[i] < 0 : !(size[i] > 0)) {
                throw a.error(
                        "size", "a " + type + " needs " + to + " sizes above 0; number " + (i + 1) + " is " + size[i]);
            }
        }
    }
}
