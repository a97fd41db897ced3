package dev.reprise.sim.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.MeshSpec;
import dev.reprise.sim.model.Vector3;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TessellationTest {
    @Test
    void trianglesTurnAboutTheirNormals() {
        checkWinding(Tessellation.box(new Vector3(1, 2, 3)), true);
        checkWinding(Tessellation.sphere(0.5), true);
        checkWinding(Tessellation.capsule(0.2, 0.7), true);
        checkWinding(Tessellation.cylinder(0.3, 0.4), true);
        checkWinding(Tessellation.plane(2, 3), false);
        checkWinding(Tessellation.cone(0.3, 0.4), false);
    }

    @Test
    void formsHaveTheVolumesTheyShould() {
        assertEquals(48, volume(Tessellation.box(new Vector3(1, 2, 3))), 1e-4);
        double capsule = Math.PI * 0.04 * 1.4 + 4.0 / 3 * Math.PI * 0.008;
        assertEquals(capsule, volume(Tessellation.capsule(0.2, 0.7)), 0.02 * capsule);
        double cylinder = Math.PI * 0.09 * 0.8;
        assertEquals(cylinder, volume(Tessellation.cylinder(0.3, 0.4)), 0.02 * cylinder);
        double cone = Math.PI * 0.09 * 0.4 / 3;
        assertEquals(cone, volume(Tessellation.cone(0.3, 0.4)), 0.02 * cone);
    }

    @Test
    void surfacesEndAtSharpEdges() {
        assertEquals(6, surfaces(Tessellation.box(new Vector3(1, 1, 1))));
        assertEquals(1, surfaces(Tessellation.capsule(1, 1)));
        assertEquals(3, surfaces(Tessellation.cylinder(1, 1)));
    }

    @Test
    void meshesAreSmoothButAtCreases() {
        TriangleMesh box = SmoothMesh.of(soup(Tessellation.box(new Vector3(1, 1, 1))));
        assertEquals(6, surfaces(box));
        checkWinding(box, true);
        TriangleMesh ball = SmoothMesh.of(soup(Tessellation.sphere(1)));
        assertEquals(1, surfaces(ball));
        for (int i = 0; i < ball.normals().length; i++) {
            assertEquals(ball.positions()[i], ball.normals()[i], 0.05, "the normal of a ball points outwards");
        }
    }

    @Test
    void trianglesWithoutAreaAreLeftOut() {
        TriangleMesh mesh =
                SmoothMesh.of(new MeshSpec("", new float[] {0, 0, 0, 1, 0, 0, 2, 0, 0}, new int[] {0, 1, 2}));
        assertEquals(0, mesh.triangleCount());
    }

    /** Every triangle with vertices of its own, as STL files have them. */
    private static MeshSpec soup(TriangleMesh mesh) {
        float[] vertices = new float[3 * mesh.triangles().length];
        int[] triangles = new int[mesh.triangles().length];
        for (int i = 0; i < triangles.length; i++) {
            System.arraycopy(mesh.positions(), 3 * mesh.triangles()[i], vertices, 3 * i, 3);
            triangles[i] = i;
        }
        return new MeshSpec("", vertices, triangles);
    }

    private static long surfaces(TriangleMesh mesh) {
        return Arrays.stream(mesh.surfaces()).distinct().count();
    }

    private static double volume(TriangleMesh mesh) {
        double volume = 0;
        for (int t = 0; t < mesh.triangleCount(); t++) {
            volume += corner(mesh, t, 0).dot(corner(mesh, t, 1).cross(corner(mesh, t, 2))) / 6;
        }
        return volume;
    }

    private static void checkWinding(TriangleMesh mesh, boolean aboutTheOrigin) {
        for (int t = 0; t < mesh.triangleCount(); t++) {
            Vector3 a = corner(mesh, t, 0);
            Vector3 across =
                    corner(mesh, t, 1).minus(a).cross(corner(mesh, t, 2).minus(a));
            if (across.norm() < 1e-9) {
                continue;
            }
            for (int i = 0; i < 3; i++) {
                int v = 3 * mesh.triangles()[3 * t + i];
                Vector3 normal = new Vector3(mesh.normals()[v], mesh.normals()[v + 1], mesh.normals()[v + 2]);
                assertEquals(1, normal.norm(), 1e-5);
                assertTrue(across.normalized().dot(normal) > 0.5, "triangle " + t + " turns against its normals");
            }
            assertTrue(!aboutTheOrigin || across.dot(a) > 0, "triangle " + t + " turns inwards");
        }
    }

    private static Vector3 corner(TriangleMesh mesh, int triangle, int i) {
        int v = 3 * mesh.triangles()[3 * triangle + i];
        return new Vector3(mesh.positions()[v], mesh.positions()[v + 1], mesh.positions()[v + 2]);
    }
}
