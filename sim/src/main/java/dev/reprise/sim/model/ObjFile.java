package dev.reprise.sim.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Wavefront OBJ: its corners and faces. Faces with more corners become fans of triangles; all else is about looks. */
final class ObjFile {
    private ObjFile() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is not OBJ, naming the line
     */
    static MeshSpec read(String name, byte[] bytes) {
        TriangleSoup soup = new TriangleSoup();
        List<Integer> corners = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\\R", -1)) {
            number++;
            String[] words = line.strip().split("\\s+", -1);
            try {
                if (words[0].equals("v")) {
                    corners.add(corner(words, soup));
                } else if (words[0].equals("f")) {
                    face(words, corners, soup);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("in its line " + number + ", " + e.getMessage(), e);
            }
        }
        return soup.mesh(name);
    }

    private static int corner(String[] words, TriangleSoup soup) {
        if (words.length < 4) {
            throw new IllegalArgumentException("a corner has fewer than three coordinates");
        }
        return soup.corner(Float.parseFloat(words[1]), Float.parseFloat(words[2]), Float.parseFloat(words[3]));
    }

    private static void face(String[] words, List<Integer> corners, TriangleSoup soup) {
        if (words.length < 4) {
            throw new IllegalArgumentException("a face has fewer than three corners");
        }
        int first = index(words[1], corners);
        for (int i = 2; i + 1 < words.length; i++) {
            soup.triangle(first, index(words[i], corners), index(words[i + 1], corners));
        }
    }

    /** Counted from 1, or backwards from -1; what follows a slash is about texture and normals. */
    private static int index(String word, List<Integer> corners) {
        int slash = word.indexOf('/');
        int given = Integer.parseInt(slash < 0 ? word : word.substring(0, slash));
        int index = given < 0 ? corners.size() + given : given - 1;
        if (index < 0 || index >= corners.size()) {
            throw new IllegalArgumentException("corner " + given + " does not exist; there are " + corners.size());
        }
        return corners.get(index);
    }
}
