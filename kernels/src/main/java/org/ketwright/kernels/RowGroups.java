package org.ketwright.kernels;

/**
 * The groups of rows on which a small matrix acts. Each group holds the rows of one choice of the untouched index bits;
 * the touched bits run through given patterns.
 */
final class RowGroups {
    /** Most groups given out at once where the list is not kept. */
    private static final int CHUNK = 1 << 12;

    private final int size;
    private final int[] patterns;
    private final int untouched;
    private final int bases;
    private final int @org.jspecify.annotations.Nullable [] list;

    /**
     * Describes groups.
     *
     * @param bits index bits n
     * @param touched mask of the bits that the patterns fix
     * @param size rows of a group
     * @param patterns values of the touched bits, {@code size} for each kind of group
     * @param map row of each index
     * @param keep whether to write the list out once; else it is made anew for each use, and the map is the identity
     */
    RowGroups(int bits, int touched, int size, int[] patterns, int[] map, boolean keep) {
        this.size = size;
        this.patterns = patterns;
        this.untouched = ~touched & (1 << bits) - 1;
        this.bases = 1 << Integer.bitCount(untouched);
        if (keep) {
            int[] rows = new int[count() * size];
            fill(0, count(), rows);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = map[rows[i]];
            }
            list = rows;
        } else {
            list = null;
        }
    }

    /** Number of groups. */
    int count() {
        return patterns.length / size * bases;
    }

    /** Rows of a group. */
    int size() {
        return size;
    }

    /** How many groups the chunk that begins at a group has. */
    int chunk(int from) {
        return list != null ? count() : Math.min(CHUNK, count() - from);
    }

    /** Rows of the chunk that begins at a group, one group after the other; not to be changed. */
    int[] rows(int from) {
        if (list != null) {
            return list;
        }
        int[] rows = new int[chunk(from) * size];
        fill(from, chunk(from), rows);
        return rows;
    }

    private void fill(int from, int count, int[] rows) {
        for (int group = 0; group < count; group++) {
            int kind = (from + group) / bases;
            int base = Integer.expand((from + group) % bases, untouched);
            for (int i = 0; i < size; i++) {
                rows[group * size + i] = base | patterns[kind * size + i];
            }
        }
    }
}
