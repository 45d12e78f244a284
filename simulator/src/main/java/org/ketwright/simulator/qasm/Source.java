package org.ketwright.simulator.qasm;

import java.util.Collection;
import java.util.Optional;

/**
 * Where a text comes from, and how its errors are worded.
 *
 * @param path the file, or what the caller calls the text
 */
record Source(String path) {

    /** An error at a place. */
    QasmException error(Position position, String problem) {
        return new QasmException(path, position, problem);
    }

    /** An error about something that the language has but this reader does not carry out. */
    QasmException unsupported(Position position, String what) {
        return error(position, what + " not supported");
    }

    /** An error about a name nobody declared, with the nearest one that somebody did. */
    QasmException unknown(Position position, String kind, String name, Collection<String> known) {
        String hint = nearest(name, known).map(n -> "; the nearest known name is " + quote(n)).orElse("");
        return error(position, kind + " " + quote(name) + " is not defined" + hint);
    }

    /** A piece of the text in quotes, cut to a readable length and without control characters. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        int shown = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (shown++ == 40) {
                out.append("...");
                break;
            }
            int c = text.codePointAt(at);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.append('"').toString();
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        if (name.length() > 40) {
            return Optional.empty();
        }
        String best = null;
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = Math.abs(candidate.length() - name.length()) >= least ? least : distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Least number of inserted, deleted, replaced or swapped neighboring characters. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, d[i - 2][j - 2] + 1);
                }
                d[i][j] = least;
            }
        }
        return d[a.length()][b.length()];
    }
}
