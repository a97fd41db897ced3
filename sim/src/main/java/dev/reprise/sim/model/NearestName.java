package dev.reprise.sim.model;

import java.util.Collection;

/** What may have been meant by a name that nothing has. */
final class NearestName {
    private static final int MAX_EDITS = 2;

    private NearestName() {}

    /** "; did you mean 'x'?" or nothing when no name is near. */
    static String hint(String wrong, Collection<String> names) {
        String nearest = "";
        int fewest = Math.min(MAX_EDITS, wrong.length() / 2) + 1;
        for (String name : names) {
            int edits = edits(wrong, name);
            if (edits < fewest) {
                fewest = edits;
                nearest = name;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
    }

    /** Letters to insert, drop or replace (Levenshtein). */
    private static int edits(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_EDITS) {
            return MAX_EDITS + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
