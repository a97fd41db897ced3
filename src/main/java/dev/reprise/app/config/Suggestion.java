package dev.reprise.app.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The word that was probably meant: a key, a suite, a task, a file.
 *
 * <p>Nearness is the Damerau–Levenshtein distance (letters inserted, deleted, changed, neighbours swapped; Damerau 1964,
 * in its usual restricted form where no part is edited twice) of the words without case, hyphens and underscores, so that
 * {@code batch-size} finds {@code batchSize}.
 */
public final class Suggestion {
    private static final int LONGEST_WORD = 200;

    private Suggestion() {}

    /**
     * The valid word nearest to {@code word}, the first of several; empty when none is near, that is when more than a
     * third of the letters (but at least one) would have to change, or all of them.
     */
    public static Optional<String> nearest(String word, Collection<String> valid) {
        String wanted = simple(word);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : valid) {
            String known = simple(candidate);
            int longer = Math.max(wanted.length(), known.length());
            int shorter = Math.min(wanted.length(), known.length());
            if (longer > LONGEST_WORD) {
                continue;
            }
            int distance = distance(wanted, known);
            if (distance < least && distance <= Math.max(1, longer / 3) && distance < shorter) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static String simple(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(last[j], row[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
