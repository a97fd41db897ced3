package dev.reprise.sim.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/** STL, binary and text: triangles with the corners of each. Normals are not read; the corners' order gives them. */
final class StlFile {
    private static final int HEADER = 84;
    private static final int TRIANGLE = 50;
    private static final int NORMAL = 12;

    private StlFile() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is not STL
     */
    static MeshSpec read(String name, byte[] bytes) {
        TriangleSoup soup = new TriangleSoup();
        // Binary files may begin with "solid" too, but only they have the length that their count says.
        if (beginsWithSolid(bytes) && bytes.length != HEADER + TRIANGLE * count(bytes)) {
            text(new String(bytes, StandardCharsets.ISO_8859_1), soup);
        } else {
            binary(bytes, soup);
        }
        return soup.mesh(name);
    }

    private static boolean beginsWithSolid(byte[] bytes) {
        return bytes.length >= 5 && new String(bytes, 0, 5, StandardCharsets.ISO_8859_1).equals("solid");
    }

    private static long count(byte[] bytes) {
        return bytes.length < HEADER ? 0 : buffer(bytes).getInt(HEADER - 4) & 0xffffffffL;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void binary(byte[] bytes, TriangleSoup soup) {
        if (bytes.length < HEADER) {
            throw new IllegalArgumentException("it ends within the header, after " + bytes.length + " bytes");
        }
        long count = count(bytes);
        if (count > (bytes.length - HEADER) / TRIANGLE) {
            throw new IllegalArgumentException("its header tells of " + count + " triangles, but it has room for "
                    + (bytes.length - HEADER) / TRIANGLE);
        }
        ByteBuffer buffer = buffer(bytes);
        for (int i = 0; i < count; i++) {
            buffer.position(HEADER + TRIANGLE * i + NORMAL);
            soup.triangle(corner(buffer, soup), corner(buffer, soup), corner(buffer, soup));
        }
    }

    private static int corner(ByteBuffer buffer, TriangleSoup soup) {
        return soup.corner(buffer.getFloat(), buffer.getFloat(), buffer.getFloat());
    }

    private static void text(String text, TriangleSoup soup) {
        StringTokenizer words = new StringTokenizer(text);
        int[] corners = new int[3];
        int known = 0;
        boolean ended = false;
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            if (word.equals("vertex")) {
                int corner = soup.corner(number(words), number(words), number(words));
                if (known == 3) {
                    throw new IllegalArgumentException("a facet has more than three corners");
                }
                corners[known++] = corner;
            } else if (word.equals("endfacet")) {
                if (known != 3) {
                    throw new IllegalArgumentException("a facet has " + known + " corners, not three");
                }
                soup.triangle(corners[0], corners[1], corners[2]);
                known = 0;
            } else if (word.equals("endsolid")) {
                ended = true;
            }
        }
        if (!ended) {
            throw new IllegalArgumentException("it ends before 'endsolid'");
        }
    }

    private static float number(StringTokenizer words) {
        String word = words.hasMoreTokens() ? words.nextToken() : "nothing";
        try {
            return Float.parseFloat(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' stands where a coordinate should", e);
        }
    }
}
