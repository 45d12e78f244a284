package org.ketwright.kernels;

/** Whether a family of matrices is a multiple of the identity plus a multiple of a Pauli string, at every angle. */
final class SweepPauli {
    private static final double NEGLIGIBLE = 1e-15;

    private SweepPauli() {
    }

    static boolean isDiagonal(MatrixFamily family) {
        return isZero(family, 0, 1) && isZero(family, 1, 0);
    }

    static boolean isAntidiagonal(MatrixFamily family) {
        return isZero(family, 0, 0) && isZero(family, 1, 1);
    }

    private static boolean isZero(MatrixFamily family, int row, int column) {
        return compare(family, row, column, 0, 0, 0);
    }

    /** The matrix bits that entries off the diagonal flip, or 0 if there are none or they differ. */
    static int flipped(MatrixFamily family) {
        int dimension = 1 << family.bits();
        int flipped = 0;
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column < dimension; column++) {
                if (row == column || isZero(family, row, column)) {
                    continue;
                }
                if (flipped == 0) {
                    flipped = row ^ column;
                } else if (flipped != (row ^ column)) {
                    return 0;
                }
            }
        }
        return flipped;
    }

    /** The matrix bits whose parity is the sign of the entries off the diagonal, or -1 if there is no such mask. */
    static int signs(MatrixFamily family, int flipped) {
        int dimension = 1 << family.bits();
        if (isZero(family, flipped, 0)) {
            return -1;
        }
        int signs = 0;
        for (int bit = 1; bit < dimension; bit *= 2) {
            if (!compare(family, bit ^ flipped, bit, flipped, 0, 1)) {
                signs |= bit;
            }
        }
        for (int column = 0; column < dimension; column++) {
            int sign = SweepSpan.parity(column & signs) == 0 ? 1 : -1;
            if (!compare(family, column ^ flipped, column, flipped, 0, sign)
                    || !compare(family, column, column, 0, 0, 1)) {
                return -1;
            }
        }
        return signs;
    }

    /** Whether an entry is a multiple of another at every angle. */
    private static boolean compare(MatrixFamily family, int row, int column, int otherRow, int otherColumn,
            int factor) {
        return compare(family.constant(), row, column, otherRow, otherColumn, factor)
                && compare(family.cosine(), row, column, otherRow, otherColumn, factor)
                && compare(family.sine(), row, column, otherRow, otherColumn, factor);
    }

    private static boolean compare(Matrix matrix, int row, int column, int otherRow, int otherColumn, int factor) {
        return Math.abs(matrix.re(row, column) - factor * matrix.re(otherRow, otherColumn)) < NEGLIGIBLE
                && Math.abs(matrix.im(row, column) - factor * matrix.im(otherRow, otherColumn)) < NEGLIGIBLE;
    }
}
