package org.ketwright.kernels;

/**
 * A 2 by 2 matrix in a run of such matrices on the same pairs of rows.
 *
 * @param family the matrices
 * @param slot the angle that drives it, or -1
 * @param kind what is known of its entries
 */
record Turn(MatrixFamily family, int slot, Kind kind) {

    /** Entries of a 2 by 2 matrix. */
    enum Kind {
        /** Off the diagonal zero. */
        DIAGONAL,
        /** Imaginary parts zero. */
        REAL,
        /** Anything. */
        GENERAL
    }

    Turn(MatrixFamily family, int slot) {
        this(family, slot, kind(family));
    }

    private static Kind kind(MatrixFamily family) {
        if (Entries.isZero(family, 0, 1) && Entries.isZero(family, 1, 0)) {
            return Kind.DIAGONAL;
        }
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                if (!Entries.isReal(family, row, column)) {
                    return Kind.GENERAL;
                }
            }
        }
        return Kind.REAL;
    }
}
