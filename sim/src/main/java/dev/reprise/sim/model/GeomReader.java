package dev.reprise.sim.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Geoms, and the inertia that they give to their body. */
final class GeomReader {
    private static final double WATER = 1000;
    private static final double TINY = 1e-15;
    private final CompilerSettings compiler;
    private final ShapeReader shapes;
    private final Materials materials;
    private final MeshAssets meshes;

    /** A geom and the attributes that it came from. */
    record Placed(GeomSpec geom, Attributes source) {}

    GeomReader(CompilerSettings compiler, ShapeReader shapes, Materials materials, MeshAssets meshes) {
        this.compiler = compiler;
        this.shapes = shapes;
        this.materials = materials;
        this.meshes = meshes;
    }

    Placed read(Attributes a, int body) {
        if (a.flag("shellinertia", false)) {
            throw a.error("shellinertia", "is not supported; give the body an <inertial>");
        }
        ShapeReader.Placed placed = shapes.read(a, 0);
        GeomSpec geom =
                new GeomSpec(a.name(), body, placed.shape(), placed.pose(), contact(a), materials.colour(a), a.group());
        return new Placed(geom, a);
    }

    private static GeomSpec.Contact contact(Attributes a) {
        int dimension = a.integer("condim", 3);
        if (!List.of(1, 3, 4, 6).contains(dimension)) {
            throw a.error("condim", "must be 1, 3, 4 or 6");
        }
        double[] friction = a.upTo("friction", 1, 0.005, 0.0001);
        for (double f : friction) {
            if (f < 0) {
                throw a.error("friction", "must not be below 0");
            }
        }
        return new GeomSpec.Contact(
                a.integer("contype", 1),
                a.integer("conaffinity", 1),
                dimension,
                friction[0],
                friction[1],
                friction[2],
                a.number("margin", 0));
    }

    /** Of a body that is made of these, those of the compiler's groups; null without any mass. */
    @Nullable
    Inertia inertia(List<Placed> geoms) {
        List<Inertia> parts = geoms.stream()
                .filter(g -> g.geom().group() >= compiler.lowestInertiaGroup()
                        && g.geom().group() <= compiler.highestInertiaGroup())
                .map(this::inertia)
                .filter(i -> i.mass() > TINY)
                .toList();
        return parts.isEmpty() ? null : Solids.sum(parts);
    }

    private Inertia inertia(Placed placed) {
        Attributes a = placed.source();
        double mass = a.number("mass", -1);
        double density = a.number("density", WATER);
        if ((a.has("mass") && mass < 0) || density < 0) {
            throw a.error(a.has("mass") ? "mass" : "density", "must not be below 0");
        }
        if (mass == 0 || (!a.has("mass") && density == 0)) {
            return new Inertia(0, placed.geom().pose(), Vector3.ZERO);
        }
        Inertia unit = Solids.unit(placed.geom().shape(), meshes);
        return Solids.with(
                unit,
                a.has("mass") && unit.mass() > 0 ? mass : density * unit.mass(),
                placed.geom().pose());
    }
}
