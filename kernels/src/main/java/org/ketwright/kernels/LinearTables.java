package org.ketwright.kernels;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the tables of one gate. */
final class LinearTables {
    private static final int[] SIZES = {4, 2, 1};

    private final int dimension;
    private final IntList bases = new IntList();
    private final IntList right = new IntList();
    private final IntList left = new IntList();
    private final IntList entries = new IntList();
    private final IntList[] forward = {new IntList(), new IntList(), new IntList()};
    private final IntList[] backward = {new IntList(), new IntList(), new IntList()};
    private final IntList[] moments = {new IntList(), new IntList(), new IntList()};

    private int groups;
    private int groupsAt;

    /** Numbers that grow. */
    private static final class IntList {
        private int[] values = new int[64];
        private int size;

        void add(int... more) {
            if (size + more.length > values.length) {
                values = Arrays.copyOf(values, Math.max(2 * values.length, size + more.length));
            }
            System.arraycopy(more, 0, values, size, more.length);
            size += more.length;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }

    LinearTables(int dimension) {
        this.dimension = dimension;
    }

    /**
     * Begins with groups of rows.
     *
     * @param first first rows of the groups
     */
    void groups(int[] first) {
        groups = first.length;
        groupsAt = bases.size;
        for (int i = 0; i < (groups + 3) / 4 * 4; i++) {
            bases.add(first[Math.min(i, groups - 1)] * (int) Lanes.BYTES);
        }
    }

    /**
     * Adds a part of the matrix on these groups.
     *
     * @param part its rows and columns
     * @param places offset of each row of the matrix within a group
     */
    void add(LinearPattern.Part part, int[] places) {
        int rows = part.rows().length;
        int columns = part.columns().length;
        int rightAt = list(right, part.columns(), places);
        int leftAt = list(left, part.rows(), places);
        int at = entries.size;
        for (int row : part.rows()) {
            for (int column : part.columns()) {
                entries.add(row * dimension + column);
            }
        }
        for (int row = 0, kind = 0; row < rows; row += SIZES[kind]) {
            kind = kind(rows - row);
            forward[kind].add(groupsAt, groups, columns, rightAt, leftAt + row, at + row * columns, columns, 1);
        }
        for (int column = 0, kind = 0; column < columns; column += SIZES[kind]) {
            kind = kind(columns - column);
            backward[kind].add(groupsAt, groups, rows, leftAt, rightAt + column, at + column, 1, columns);
        }
        for (int row = 0, kind = 0; row < rows; row += SIZES[kind]) {
            kind = kind(rows - row);
            for (int column = 0, smaller = kind; column < columns; column += SIZES[smaller]) {
                smaller = Math.max(kind, kind(columns - column));
                for (int r = row; r < row + SIZES[kind]; r += SIZES[smaller]) {
                    moments[smaller].add(groupsAt, groups, 0, rightAt + column, leftAt + r, at + r * columns + column,
                            columns, 1);
                }
            }
        }
    }

    /** The largest size of a piece that fits. */
    private static int kind(int rest) {
        return rest >= 4 ? 0 : rest >= 2 ? 1 : 2;
    }

    /** Lists rows of the matrix; returns where the list begins. */
    private static int list(IntList to, int[] of, int[] places) {
        int at = to.size;
        for (int row : of) {
            to.add(places[row] * (int) Lanes.BYTES);
        }
        return at;
    }

    int[] entries() {
        return entries.toArray();
    }

    /** The op of a gate with these tables. */
    LinearOp op(int bits, List<LinearStep> steps, double @Nullable [] fixed) {
        int[] all = bases.toArray();
        int[] columns = right.toArray();
        int[] rows = left.toArray();
        return new LinearOp(bits, steps, entries(), new LinearTable(arrays(forward), all, columns, rows),
                new LinearTable(arrays(backward), all, rows, columns),
                new LinearTable(arrays(moments), all, columns, rows), fixed);
    }

    private static int[][] arrays(IntList[] lists) {
        return Arrays.stream(lists).map(IntList::toArray).toArray(int[][]::new);
    }
}
