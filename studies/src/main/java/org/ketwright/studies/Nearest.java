package org.ketwright.studies;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a user probably meant. */
public final class Nearest {

    private Nearest() {
    }

    /**
     * A hint that names the nearest known word and lists all of them.
     *
     * @param given what the user wrote
     * @param known the words that exist
     * @return a phrase that starts with a separator
     */
    public static String hint(String given, Collection<String> known) {
        if (known.isEmpty()) {
            return "; there is none";
        }
        String nearest = known.stream()
                .min(Comparator.comparingInt((String word) -> distance(given, word)).thenComparing(word -> word))
                .orElseThrow();
        return "; nearest is \"" + nearest + "\"; known: " + String.join(", ", known);
    }

    /** Levenshtein distance, one row at a time. */
    static int distance(String a, String b) {
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
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
