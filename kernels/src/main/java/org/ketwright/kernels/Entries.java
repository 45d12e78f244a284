package org.ketwright.kernels;

import java.util.List;
import java.util.function.IntPredicate;

/** Questions about single entries of a matrix family, and families cut out of others. */
final class Entries {

    private Entries() {
    }

    static boolean isZero(MatrixFamily family, int row, int column) {
        return isConstant(family, row, column, 0);
    }

    /** Whether the entry is the same at every angle. */
    static boolean isConstant(MatrixFamily family, int row, int column) {
        return zero(family.cosine(), row, column) && zero(family.sine(), row, column);
    }

    /** Whether the entry is this real number at every angle. */
    static boolean isConstant(MatrixFamily family, int row, int column, double value) {
        return isConstant(family, row, column) && family.constant().re(row, column) == value
                && family.constant().im(row, column) == 0;
    }

    static boolean isReal(MatrixFamily family, int row, int column) {
        return family.constant().im(row, column) == 0 && family.cosine().im(row, column) == 0
                && family.sine().im(row, column) == 0;
    }

    private static boolean zero(Matrix matrix, int row, int column) {
        return matrix.re(row, column) == 0 && matrix.im(row, column) == 0;
    }

    /** Whether the rows and columns in which a matrix bit has a value are those of the identity. */
    static boolean isIdentityWhere(MatrixFamily family, int bit, int value) {
        int dimension = 1 << family.bits();
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column < dimension; column++) {
                boolean inside = (row >> bit & 1) == value || (column >> bit & 1) == value;
                if (inside && !isConstant(family, row, column, row == column ? 1 : 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Constant, cosine and sine part of an entry, real part before imaginary part. */
    static List<Double> parts(MatrixFamily family, int row, int column) {
        return List.of(family.constant().re(row, column), family.constant().im(row, column),
                family.cosine().re(row, column), family.cosine().im(row, column), family.sine().re(row, column),
                family.sine().im(row, column));
    }

    /** Parts of all entries, each as (constant, cosine, sine) of the real part, then of the imaginary part. */
    static double[] parts(MatrixFamily family, boolean byColumn) {
        int dimension = 1 << family.bits();
        double[] values = new double[6 * dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                List<Double> entry = byColumn ? parts(family, j, i) : parts(family, i, j);
                int at = 6 * (i * dimension + j);
                for (int k = 0; k < 6; k++) {
                    values[at + 3 * (k % 2) + k / 2] = entry.get(k);
                }
            }
        }
        return values;
    }

    /** The diagonal entries of chosen rows, and one in the others. */
    static MatrixFamily diagonalOf(MatrixFamily family, IntPredicate chosen) {
        int dimension = 1 << family.bits();
        double[][] parts = new double[3][2 * dimension * dimension];
        for (int row = 0; row < dimension; row++) {
            int at = 2 * (row * dimension + row);
            for (int k = 0; k < 6; k++) {
                parts[k / 2][at + k % 2] = chosen.test(row) ? parts(family, row, row).get(k) : k == 0 ? 1 : 0;
            }
        }
        return new MatrixFamily(Matrix.of(family.bits(), parts[0]), Matrix.of(family.bits(), parts[1]),
                Matrix.of(family.bits(), parts[2]), family.frequency());
    }

    /** The family on the matrix bits outside a mask, where the bits of the mask have given values. */
    static MatrixFamily restrict(MatrixFamily family, int mask, int values) {
        int rest = family.bits() - Integer.bitCount(mask);
        int[] indices = new int[1 << rest];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = Integer.expand(i, ~mask & (1 << family.bits()) - 1) | values;
        }
        return select(family, rest, indices);
    }

    /** The family on some rows and the same columns; their count is 2^bits. */
    static MatrixFamily select(MatrixFamily family, int bits, int[] indices) {
        return new MatrixFamily(select(family.constant(), bits, indices), select(family.cosine(), bits, indices),
                select(family.sine(), bits, indices), family.frequency());
    }

    private static Matrix select(Matrix matrix, int bits, int[] indices) {
        int dimension = indices.length;
        double[] out = new double[2 * dimension * dimension];
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column < dimension; column++) {
                int at = 2 * (row * dimension + column);
                out[at] = matrix.re(indices[row], indices[column]);
                out[at + 1] = matrix.im(indices[row], indices[column]);
            }
        }
        return Matrix.of(bits, out);
    }
}
