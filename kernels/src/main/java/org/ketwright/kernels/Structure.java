package org.ketwright.kernels;

import java.util.Arrays;

/**
 * What kind of matrix a family is, at every angle. It is found by looking at the entries; callers never name it, and
 * backends choose their loops by it. Entries count as zero or one only if they are exactly so.
 */
public sealed interface Structure {

    /** The identity at every angle. */
    record Identity() implements Structure {
    }

    /** Entries off the diagonal are zero. */
    record Diagonal() implements Structure {
    }

    /**
     * One entry that is not zero in each row and column, the same at every angle.
     *
     * @param image row of the entry in each column
     * @param factors the entry of each column, real and imaginary part in turn
     */
    record Permutation(int[] image, double[] factors) implements Structure {

        /**
         * Whether all factors are one.
         *
         * @return true if amplitudes only change places
         */
        public boolean isPlain() {
            for (int i = 0; i < factors.length; i += 2) {
                if (factors[i] != 1 || factors[i + 1] != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * The identity, except where some matrix bits have given values.
     *
     * @param mask matrix bits that control
     * @param values the values at which the inner matrix acts, a subset of the mask
     * @param inner what acts on the other matrix bits, in their order
     * @param structure what the inner family is; never itself controlled
     */
    record Controlled(int mask, int values, MatrixFamily inner, Structure structure) implements Structure {
    }

    /** Imaginary parts are zero. */
    record Real() implements Structure {
    }

    /** None of the others. */
    record Dense() implements Structure {
    }

    /**
     * Looks at a matrix.
     *
     * @param matrix the matrix
     * @return its structure
     */
    static Structure of(Matrix matrix) {
        return of(MatrixFamily.fixed(matrix));
    }

    /**
     * Looks at a family of matrices.
     *
     * @param family the matrices
     * @return the structure that all of them have
     */
    static Structure of(MatrixFamily family) {
        int dimension = 1 << family.bits();
        boolean identity = true;
        boolean diagonal = true;
        boolean real = true;
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column < dimension; column++) {
                identity &= Entries.isConstant(family, row, column, row == column ? 1 : 0);
                diagonal &= row == column || Entries.isZero(family, row, column);
                real &= Entries.isReal(family, row, column);
            }
        }
        if (identity) {
            return new Identity();
        }
        if (diagonal) {
            return new Diagonal();
        }
        Permutation permutation = permutation(family);
        if (permutation != null) {
            return permutation;
        }
        int mask = 0;
        int values = 0;
        for (int bit = 0; bit < family.bits(); bit++) {
            for (int value = 0; value < 2; value++) {
                if (Entries.isIdentityWhere(family, bit, 1 - value)) {
                    mask |= 1 << bit;
                    values |= value << bit;
                    break;
                }
            }
        }
        if (mask != 0) {
            MatrixFamily inner = Entries.restrict(family, mask, values);
            return new Controlled(mask, values, inner, of(inner));
        }
        return real ? new Real() : new Dense();
    }

    private static @org.jspecify.annotations.Nullable Permutation permutation(MatrixFamily family) {
        int dimension = 1 << family.bits();
        int[] image = new int[dimension];
        double[] factors = new double[2 * dimension];
        boolean[] taken = new boolean[dimension];
        Arrays.fill(image, -1);
        for (int column = 0; column < dimension; column++) {
            for (int row = 0; row < dimension; row++) {
                if (Entries.isZero(family, row, column)) {
                    continue;
                }
                if (image[column] >= 0 || taken[row] || !Entries.isConstant(family, row, column)) {
                    return null;
                }
                image[column] = row;
                taken[row] = true;
                factors[2 * column] = family.constant().re(row, column);
                factors[2 * column + 1] = family.constant().im(row, column);
            }
            if (image[column] < 0) {
                return null;
            }
        }
        return new Permutation(image, factors);
    }
}
