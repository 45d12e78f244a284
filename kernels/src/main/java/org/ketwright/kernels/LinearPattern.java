package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a real matrix may differ from zero. Matrices of up to six bits keep a mask of columns for each row; larger ones
 * count as full.
 *
 * @param bits bits of the matrix
 * @param rows mask of columns of each row; empty for larger matrices
 */
record LinearPattern(int bits, long[] rows) {
    private static final int MASKED_BITS = 6;

    /**
     * A part of a matrix that shares neither rows nor columns with the rest.
     *
     * @param rows its rows
     * @param columns its columns
     */
    record Part(int[] rows, int[] columns) {
    }

    static LinearPattern of(MatrixFamily family) {
        return of(family.bits(), family.constant(), family.cosine(), family.sine());
    }

    static LinearPattern of(Matrix matrix) {
        return of(matrix.bits(), matrix);
    }

    private static LinearPattern of(int bits, Matrix... parts) {
        if (bits > MASKED_BITS) {
            return new LinearPattern(bits, new long[0]);
        }
        long[] rows = new long[1 << bits];
        for (Matrix part : parts) {
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < rows.length; column++) {
                    rows[row] |= part.re(row, column) != 0 ? 1L << column : 0;
                }
            }
        }
        return new LinearPattern(bits, rows);
    }

    int dimension() {
        return 1 << bits;
    }

    private boolean isMasked() {
        return bits <= MASKED_BITS;
    }

    /** All columns, as a mask. */
    static long all(int bits) {
        return bits >= MASKED_BITS ? -1 : (1L << (1 << bits)) - 1;
    }

    /** The pattern on more bits, of which this one acts on some. */
    LinearPattern spread(int wide, int[] on) {
        if (wide > MASKED_BITS) {
            return new LinearPattern(wide, new long[0]);
        }
        int mask = LanePiece.spread(dimension() - 1, on);
        long[] out = new long[1 << wide];
        for (int row = 0; row < out.length; row++) {
            long own = rows[LanePiece.pack(row, on)];
            for (; own != 0; own &= own - 1) {
                out[row] |= 1L << (row & ~mask | LanePiece.spread(Long.numberOfTrailingZeros(own), on));
            }
        }
        return new LinearPattern(wide, out);
    }

    /** Pattern of the product; the other acts first. */
    LinearPattern times(LinearPattern first) {
        if (!isMasked()) {
            return this;
        }
        long[] out = new long[rows.length];
        for (int row = 0; row < out.length; row++) {
            for (long own = rows[row]; own != 0; own &= own - 1) {
                out[row] |= first.rows[Long.numberOfTrailingZeros(own)];
            }
        }
        return new LinearPattern(bits, out);
    }

    LinearPattern or(LinearPattern other) {
        long[] out = rows.clone();
        Arrays.setAll(out, row -> rows[row] | other.rows[row]);
        return new LinearPattern(bits, out);
    }

    /** Rows that the given columns reach. */
    long image(long columns) {
        if (!isMasked()) {
            return columns == 0 ? 0 : -1;
        }
        long image = 0;
        for (int row = 0; row < rows.length; row++) {
            image |= (rows[row] & columns) != 0 ? 1L << row : 0;
        }
        return image;
    }

    /** Columns that matter to the given rows. */
    long preimage(long wanted) {
        if (!isMasked()) {
            return wanted == 0 ? 0 : -1;
        }
        long columns = 0;
        for (long own = wanted; own != 0; own &= own - 1) {
            columns |= rows[Long.numberOfTrailingZeros(own)];
        }
        return columns;
    }

    /** The parts of the matrix on some rows and columns; rows and columns of zeros are parts without the other. */
    List<Part> parts(long wantedRows, long wantedColumns) {
        List<Part> parts = new ArrayList<>();
        if (!isMasked()) {
            int[] all = new int[dimension()];
            Arrays.setAll(all, i -> i);
            parts.add(new Part(all, all));
            return parts;
        }
        long left = wantedRows;
        long rest = wantedColumns;
        while (left != 0) {
            long part = Long.lowestOneBit(left);
            long columns = 0;
            for (long before = 0; part != before;) {
                before = part;
                columns = preimage(part) & wantedColumns;
                part |= image(columns) & wantedRows;
            }
            left &= ~part;
            rest &= ~columns;
            parts.add(new Part(members(part), members(columns)));
        }
        if (rest != 0) {
            parts.add(new Part(new int[0], members(rest)));
        }
        return parts;
    }

    private static int[] members(long mask) {
        int[] members = new int[Long.bitCount(mask)];
        long left = mask;
        for (int i = 0; i < members.length; i++) {
            members[i] = Long.numberOfTrailingZeros(left);
            left &= left - 1;
        }
        return members;
    }
}
