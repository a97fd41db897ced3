package dev.reprise.sim.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshFileTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(Models.path("meshes/" + name));
    }

    private static String refused(byte[] stl) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> StlFile.read("m", stl))
                .getMessage());
    }

    @Test
    void theThreeFormatsGiveTheSameSolid() throws IOException {
        MeshSpec binary = StlFile.read("m", bytes("wedge.stl"));
        MeshSpec text = StlFile.read("m", bytes("wedge-text.stl"));
        assertArrayEquals(binary.vertices(), text.vertices());
        assertArrayEquals(binary.triangles(), text.triangles());
        assertEquals(6 * 3, binary.vertices().length, "corners of neighbours are one vertex");
        assertEquals(8 * 3, binary.triangles().length);
        MeshSpec obj = ObjFile.read("m", bytes("wedge.obj"));
        Inertia stlInertia = MeshInertia.unit(binary, true);
        Inertia objInertia = MeshInertia.unit(obj, true);
        assertEquals(3, stlInertia.mass(), 1e-12);
        assertEquals(3, objInertia.mass(), 1e-12);
        assertEquals(1, objInertia.frame().position().x(), 1e-12, "the centre of a triangle is at a third");
        assertEquals(stlInertia.diagonal().x(), objInertia.diagonal().x(), 1e-12);
    }

    @Test
    void aMeshOfABoxHasTheInertiaOfTheBox() {
        String box = """
                v -1 -2 -3
                v 1 -2 -3
                v 1 2 -3
                v -1 2 -3
                v -1 -2 3
                v 1 -2 3
                v 1 2 3
                v -1 2 3
                f 1 4 3 2
                f 5 6 7 8
                f 1 2 6 5
                f 2 3 7 6
                f 3 4 8 7
                f 4 1 5 8
                """;
        MeshSpec mesh = ObjFile.read("box", box.getBytes(StandardCharsets.UTF_8));
        for (boolean exact : new boolean[] {true, false}) {
            Inertia inertia = MeshInertia.unit(mesh, exact);
            assertEquals(48, inertia.mass(), 1e-12);
            assertEquals(48 * 13 / 3.0, inertia.diagonal().x(), 1e-9);
            assertEquals(48 * 10 / 3.0, inertia.diagonal().y(), 1e-9);
            assertEquals(48 * 5 / 3.0, inertia.diagonal().z(), 1e-9);
        }
    }

    @Test
    void aTruncatedStlIsRefused() throws IOException {
        byte[] whole = bytes("wedge.stl");
        assertTrue(refused(Arrays.copyOf(whole, whole.length - 1))
                .contains("tells of 8 triangles, but it has room for 7"));
        assertTrue(refused(Arrays.copyOf(whole, 60)).contains("within the header"));
        assertTrue(refused(new byte[0]).contains("within the header"));
        byte[] text = bytes("wedge-text.stl");
        assertTrue(refused(Arrays.copyOf(text, text.length / 2)).contains("it ends before 'endsolid'"));
    }

    @Test
    void aHugeCountInAHeaderReservesNothing() {
        byte[] stl = new byte[84 + 50];
        for (int count : new int[] {-1, Integer.MAX_VALUE, 2}) {
            ByteBuffer.wrap(stl).order(ByteOrder.LITTLE_ENDIAN).putInt(80, count);
            String message = refused(stl);
            assertTrue(message.contains("room for 1"), message);
        }
    }

    @Test
    void cornersThatAreNoPlaceAreRefused() throws IOException {
        byte[] stl = bytes("wedge.stl");
        ByteBuffer.wrap(stl).order(ByteOrder.LITTLE_ENDIAN).putFloat(84 + 12, Float.NaN);
        assertTrue(refused(stl).contains("NaN"));
        String text = new String(bytes("wedge-text.stl"), StandardCharsets.UTF_8);
        assertTrue(refused(text.replaceFirst("vertex 0 0 0", "vertex 0 zero 0").getBytes(StandardCharsets.UTF_8))
                .contains("'zero' stands where a coordinate should"));
    }

    @Test
    void anObjTellsTheLineOfItsError() {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> ObjFile.read("m", "v 0 0 0\n\nf 1 2 3\n".getBytes(StandardCharsets.UTF_8)))
                .getMessage());
        assertTrue(message.contains("in its line 3, corner 2 does not exist; there are 1"), message);
    }

    @Test
    void aMirroredMeshStaysOutsideOut() throws IOException {
        Files.write(folder.resolve("wedge.stl"), bytes("wedge.stl"));
        for (double x : new double[] {2, -2}) {
            ModelSpec model = MjcfReader.read(Models.write(
                    folder,
                    "a.xml",
                    String.format(
                            Locale.ROOT, "<asset><mesh file='wedge.stl' scale='%f 1 1' refpos='1 0 0'/></asset>", x)));
            Inertia inertia = MeshInertia.unit(model.meshes().get(0), true);
            assertEquals(6, inertia.mass(), 1e-6);
            assertEquals(0, inertia.frame().position().x(), 1e-6, "moved first, then scaled");
        }
    }

    @Test
    void aFlatMeshGivesNoMass() throws IOException {
        Files.writeString(folder.resolve("flat.obj"), "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n");
        Path file = Models.write(
                folder,
                "a.xml",
                "<asset><mesh file='flat.obj'/></asset>",
                "<worldbody><body><geom type='mesh' mesh='flat'/></body></worldbody>");
        String message = String.valueOf(
                assertThrows(MjcfException.class, () -> MjcfReader.read(file)).getMessage());
        assertTrue(message.contains("a.xml, line 2: <mesh> has no inertia: its volume is 0"), message);
    }
}
