package dev.reprise.sim.physics.physx;

import physx.PxTopLevelFunctions;
import physx.common.PxVec3;
import physx.cooking.PxConvexFlagEnum;
import physx.cooking.PxConvexMeshDesc;
import physx.geometry.PxConvexMesh;
import physx.support.PxArray_PxVec3;

/** Convex meshes that PhysX cooks from points. */
final class Hulls {
    private static final int SIDES = 32;

    private Hulls() {}

    /** A cylinder along z as a prism; its edges and the middles of its sides are equally far off the true radius. */
    static PxConvexMesh prism(PhysxLibrary library, double radius, double halfLength) {
        double edge = radius * 2 / (1 + Math.cos(Math.PI / SIDES));
        float[] vertices = new float[SIDES * 2 * 3];
        for (int side = 0; side < SIDES; side++) {
            double angle = 2 * Math.PI * side / SIDES;
            for (int end = 0; end < 2; end++) {
                int at = 3 * (2 * side + end);
                vertices[at] = (float) (edge * Math.cos(angle));
                vertices[at + 1] = (float) (edge * Math.sin(angle));
                vertices[at + 2] = (float) (end == 0 ? -halfLength : halfLength);
            }
        }
        return of(library, "cylinder", vertices);
    }

    /**
     * The hull of points; at most 255 of them remain.
     *
     * @param name for the error
     * @throws UnsupportedOperationException when the points have no hull, such as those of a flat sheet
     */
    static PxConvexMesh of(PhysxLibrary library, String name, float[] vertices) {
        PxArray_PxVec3 points = new PxArray_PxVec3();
        PxVec3 point = new PxVec3();
        for (int i = 0; i < vertices.length; i += 3) {
            point.setX(vertices[i]);
            point.setY(vertices[i + 1]);
            point.setZ(vertices[i + 2]);
            points.pushBack(point);
        }
        PxConvexMeshDesc desc = new PxConvexMeshDesc();
        desc.getPoints().setData(points.begin());
        desc.getPoints().setCount(vertices.length / 3);
        desc.getPoints().setStride(PxVec3.SIZEOF);
        desc.getFlags().raise(PxConvexFlagEnum.eCOMPUTE_CONVEX);
        PxConvexMesh hull = PxTopLevelFunctions.CreateConvexMesh(library.cooking(), desc);
        desc.destroy();
        point.destroy();
        points.destroy();
        if (hull == null) {
            throw new UnsupportedOperationException("PhysX makes no convex hull of mesh '" + name + "' with "
                    + vertices.length / 3 + " vertices: it must enclose a volume");
        }
        return hull;
    }
}
