package org.ketwright.kernels;

/**
 * A 2 by 2 matrix in a run of such matrices on the same pairs of rows.
 *
 * @param family the matrices
 * @param slot the angle that drives it, or -1
 * @param kind what is known of its entries
 * @param parts constant, cosine and sine part of the real, then the imaginary part of the entries 00, 10, 01, 11
 * @param derivative the same of the derivative with respect to the angle
 */
record Turn(MatrixFamily family, int slot, Kind kind, double[] parts, double[] derivative) {

    /** Entries of a 2 by 2 matrix. */
    enum Kind {
        /** Off the diagonal zero. */
        DIAGONAL,
        /** Imaginary parts zero. */
        REAL,
        /** Anything. */
        GENERAL
    }

    static Turn of(MatrixFamily family, int slot) {
        double[] parts = Entries.parts(family, true);
        return new Turn(family, slot, kind(family), parts, derivative(parts, family.frequency()));
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

    /** Parts of the derivative of numbers given by their parts. */
    static double[] derivative(double[] parts, double frequency) {
        double[] derivative = new double[parts.length];
        for (int i = 0; i < parts.length; i += 3) {
            derivative[i + 1] = frequency * parts[i + 2];
            derivative[i + 2] = -frequency * parts[i + 1];
        }
        return derivative;
    }

    /** Numbers given by their parts, at one angle. */
    static double[] evaluate(double[] parts, double frequency, double angle) {
        double cosine = Math.cos(frequency * angle);
        double sine = Math.sin(frequency * angle);
        double[] values = new double[parts.length / 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = parts[3 * i] + cosine * parts[3 * i + 1] + sine * parts[3 * i + 2];
        }
        return values;
    }

    /** Product of two matrices, each as the real and imaginary parts of the entries 00, 10, 01, 11. */
    static double[] product(double[] left, double[] right) {
        double[] out = new double[8];
        for (int column = 0; column < 8; column += 4) {
            for (int row = 0; row < 4; row += 2) {
                for (int k = 0; k < 2; k++) {
                    double ar = left[4 * k + row];
                    double ai = left[4 * k + row + 1];
                    double br = right[column + 2 * k];
                    double bi = right[column + 2 * k + 1];
                    out[column + row] += ar * br - ai * bi;
                    out[column + row + 1] += ar * bi + ai * br;
                }
            }
        }
        return out;
    }
}
