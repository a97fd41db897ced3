package dev.reprise.sim.model;

/**
 * Volume and moments of inertia of the solid within triangles, as pyramids over them. MuJoCo's default, called legacy,
 * takes every pyramid's volume as positive: too much where a mesh is not convex, but right for one that is not closed
 * or whose triangles are turned the wrong way. The exact way lets volumes cancel.
 */
final class MeshInertia {
    private static final double TOO_SMALL = 1e-15;

    private final MeshSpec mesh;
    private final boolean exact;

    private MeshInertia(MeshSpec mesh, boolean exact) {
        this.mesh = mesh;
        this.exact = exact;
    }

    /**
     * For a density of 1 kg/m³, in the mesh's frame.
     *
     * @throws IllegalArgumentException when there is no volume
     */
    static Inertia unit(MeshSpec mesh, boolean exact) {
        return new MeshInertia(mesh, exact).unit();
    }

    private Inertia unit() {
        Vector3 centre = centreOfMass(centreOfFaces());
        double volume = 0;
        // Products of inertia about the centre.
        SymmetricTensor products = new SymmetricTensor(0, 0, 0, 0, 0, 0);
        for (int i = 0; i < mesh.triangles().length; i += 3) {
            Vector3 a = corner(i).minus(centre);
            Vector3 b = corner(i + 1).minus(centre);
            Vector3 c = corner(i + 2).minus(centre);
            double pyramid = volume(a, b, c);
            volume += pyramid;
            Vector3 sum = a.plus(b).plus(c);
            products = products.plus(SymmetricTensor.outer(a, a)
                    .plus(SymmetricTensor.outer(b, b))
                    .plus(SymmetricTensor.outer(c, c))
                    .plus(SymmetricTensor.outer(sum, sum))
                    .times(pyramid / 20));
        }
        require(volume);
        double trace = products.trace();
        SymmetricTensor moments = new SymmetricTensor(trace, trace, trace, 0, 0, 0).plus(products.times(-1));
        return Solids.principal(volume, centre, moments);
    }

    private void require(double volume) {
        if (!(volume > TOO_SMALL)) {
            throw new IllegalArgumentException("its volume is " + volume
                    + " m³; it must be closed, its triangles counter-clockwise seen from outside");
        }
    }

    private Vector3 centreOfFaces() {
        Vector3 sum = Vector3.ZERO;
        double total = 0;
        for (int i = 0; i < mesh.triangles().length; i += 3) {
            Vector3 a = corner(i);
            Vector3 b = corner(i + 1);
            Vector3 c = corner(i + 2);
            double area = b.minus(a).cross(c.minus(a)).norm() / 2;
            sum = sum.plus(a.plus(b).plus(c).times(area / 3));
            total += area;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("its triangles have no area");
        }
        return sum.times(1 / total);
    }

    private Vector3 centreOfMass(Vector3 apex) {
        Vector3 sum = Vector3.ZERO;
        double total = 0;
        for (int i = 0; i < mesh.triangles().length; i += 3) {
            Vector3 a = corner(i).minus(apex);
            Vector3 b = corner(i + 1).minus(apex);
            Vector3 c = corner(i + 2).minus(apex);
            double pyramid = volume(a, b, c);
            sum = sum.plus(a.plus(b).plus(c).times(pyramid / 4));
            total += pyramid;
        }
        require(total);
        return apex.plus(sum.times(1 / total));
    }

    /** Of the pyramid over a triangle whose tip is the origin. */
    private double volume(Vector3 a, Vector3 b, Vector3 c) {
        double signed = a.dot(b.cross(c)) / 6;
        return exact ? signed : Math.abs(signed);
    }

    private Vector3 corner(int index) {
        int at = 3 * mesh.triangles()[index];
        return new Vector3(mesh.vertices()[at], mesh.vertices()[at + 1], mesh.vertices()[at + 2]);
    }
}
