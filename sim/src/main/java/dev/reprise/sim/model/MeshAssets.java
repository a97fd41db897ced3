package dev.reprise.sim.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The meshes of a model, read from their files, scaled and put into their reference frame. */
final class MeshAssets {
    private static final long MAX_BYTES = 256L << 20;

    private final CompilerSettings compiler;
    private final Path folder;
    private final Names names = new Names("mesh");
    private final List<MeshSpec> meshes = new ArrayList<>();
    private final List<Attributes> sources = new ArrayList<>();
    private final Map<Integer, Inertia> inertias = new HashMap<>();

    /**
     * Reads all meshes.
     *
     * @param folder of the model's file
     */
    MeshAssets(XmlElement root, Defaults defaults, CompilerSettings compiler, Path folder) {
        this.compiler = compiler;
        this.folder = folder.resolve(compiler.meshFolder());
        for (XmlElement asset : root.children("asset")) {
            for (XmlElement element : asset.children("mesh")) {
                add(defaults.of(element, ""));
            }
        }
    }

    /** In the order of their definition. */
    List<MeshSpec> meshes() {
        return meshes;
    }

    /** Index of the mesh that an attribute names. */
    int index(Attributes user, String attribute) {
        return names.index(user, attribute);
    }

    /** Of a mesh of density 1 kg/m³ in its own frame. */
    Inertia unitInertia(int mesh) {
        return inertias.computeIfAbsent(mesh, m -> {
            Attributes a = sources.get(m);
            String kind =
                    a.word("inertia", compiler.exactMeshInertia() ? "exact" : "legacy", List.of("legacy", "exact"));
            try {
                return MeshInertia.unit(meshes.get(m), kind.equals("exact"));
            } catch (IllegalArgumentException e) {
                throw a.error("has no inertia: " + e.getMessage());
            }
        });
    }

    private void add(Attributes a) {
        MeshSpec read = a.has("file") ? file(a) : inline(a);
        MeshSpec mesh = placed(read, a);
        names.add(mesh.name(), a);
        meshes.add(mesh);
        sources.add(a);
    }

    private MeshSpec file(Attributes a) {
        if (a.has("vertex") || a.has("face")) {
            throw a.error("has both a file and vertices or faces; give one of them");
        }
        Path given = a.path("file");
        String base = String.valueOf(given.getFileName());
        Path file =
                folder.resolve(compiler.stripPaths() ? Path.of(base) : given).normalize();
        int dot = base.lastIndexOf('.');
        String name = a.name().isEmpty() ? base.substring(0, Math.max(dot, 0)) : a.name();
        String kind = base.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (!kind.equals("stl") && !kind.equals("obj")) {
            throw a.error("file", "'" + base + "' is not supported, only .stl and .obj");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw a.error("file", "'" + file + "' has more than " + MAX_BYTES + " bytes");
            }
            byte[] bytes = Files.readAllBytes(file);
            return kind.equals("stl") ? StlFile.read(name, bytes) : ObjFile.read(name, bytes);
        } catch (IOException e) {
            throw a.element().error("the mesh '" + file + "' cannot be read (" + e + ")", e);
        } catch (IllegalArgumentException e) {
            throw a.element().error("the mesh '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static MeshSpec inline(Attributes a) {
        double[] vertices = a.numbers("vertex");
        double[] faces = a.numbers("face");
        if (a.name().isEmpty() || vertices.length < 12 || vertices.length % 3 != 0) {
            throw a.error("needs a file, or a name and at least four vertices of three coordinates");
        }
        if (faces.length == 0 || faces.length % 3 != 0) {
            throw a.error("needs a face, three indices of vertices for each triangle");
        }
        TriangleSoup soup = new TriangleSoup();
        int[] corners = new int[vertices.length / 3];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = soup.corner((float) vertices[3 * i], (float) vertices[3 * i + 1], (float) vertices[3 * i + 2]);
        }
        for (double face : faces) {
            if (face != Math.rint(face) || face < 0 || face >= corners.length) {
                throw a.error("face", face + " is no index of a vertex; there are " + corners.length);
            }
        }
        for (int i = 0; i < faces.length; i += 3) {
            soup.triangle(corners[(int) faces[i]], corners[(int) faces[i + 1]], corners[(int) faces[i + 2]]);
        }
        return soup.mesh(a.name());
    }

    private static MeshSpec placed(MeshSpec mesh, Attributes a) {
        Vector3 scale = a.vector("scale", new Vector3(1, 1, 1));
        Pose back = new Pose(a.vector("refpos", Vector3.ZERO), Orientation.quaternion(a, "refquat")).inverse();
        float[] vertices = mesh.vertices().clone();
        for (int i = 0; i < vertices.length; i += 3) {
            Vector3 v = back.transform(new Vector3(vertices[i], vertices[i + 1], vertices[i + 2]));
            vertices[i] = (float) (v.x() * scale.x());
            vertices[i + 1] = (float) (v.y() * scale.y());
            vertices[i + 2] = (float) (v.z() * scale.z());
            if (!Float.isFinite(vertices[i]) || !Float.isFinite(vertices[i + 1]) || !Float.isFinite(vertices[i + 2])) {
                throw a.error("scale", "makes corners too far away for single precision");
            }
        }
        int[] triangles = mesh.triangles().clone();
        if (scale.x() * scale.y() * scale.z() < 0) {
            // A mirror turns triangles inside out.
            for (int i = 0; i < triangles.length; i += 3) {
                int second = triangles[i + 1];
                triangles[i + 1] = triangles[i + 2];
                triangles[i + 2] = second;
            }
        }
        return new MeshSpec(mesh.name(), vertices, triangles);
    }
}
