package org.ketwright.simulator.device;

import org.ketwright.kernels.Matrix;

/**
 * A unitary that mixes two rows of a matrix: new a = c a + s b, new b = -conj(s) a + conj(c) b.
 *
 * @param a one row
 * @param b the other, whose number differs in one bit
 * @param cRe real part of c
 * @param cIm imaginary part of c
 * @param sRe real part of s
 * @param sIm imaginary part of s
 */
record Givens(int a, int b, double cRe, double cIm, double sRe, double sIm) {

    /** The rotation that makes the entry of row b in a column zero. */
    static Givens removing(double[] m, int d, int a, int b, int column) {
        double aRe = m[2 * (a * d + column)];
        double aIm = m[2 * (a * d + column) + 1];
        double bRe = m[2 * (b * d + column)];
        double bIm = m[2 * (b * d + column) + 1];
        double norm = Math.hypot(Math.hypot(aRe, aIm), Math.hypot(bRe, bIm));
        if (Math.hypot(bRe, bIm) <= 1e-15) {
            return new Givens(a, b, 1, 0, 0, 0);
        }
        return new Givens(a, b, aRe / norm, -aIm / norm, bRe / norm, -bIm / norm);
    }

    boolean isIdentity() {
        return sRe == 0 && sIm == 0;
    }

    void apply(double[] m, int d) {
        for (int k = 0; k < d; k++) {
            int i = 2 * (a * d + k);
            int j = 2 * (b * d + k);
            double xRe = m[i];
            double xIm = m[i + 1];
            double yRe = m[j];
            double yIm = m[j + 1];
            m[i] = cRe * xRe - cIm * xIm + sRe * yRe - sIm * yIm;
            m[i + 1] = cRe * xIm + cIm * xRe + sRe * yIm + sIm * yRe;
            m[j] = -sRe * xRe - sIm * xIm + cRe * yRe + cIm * yIm;
            m[j + 1] = -sRe * xIm + sIm * xRe + cRe * yIm - cIm * yRe;
        }
    }

    /** The inverse as a matrix on the bit in which the rows differ. */
    Matrix inverse(int bit) {
        Matrix lowIsA = Matrix.of(1, cRe, cIm, sRe, sIm, -sRe, sIm, cRe, -cIm).adjoint();
        if ((a >> bit & 1) == 0) {
            return lowIsA;
        }
        return Matrix.of(1, lowIsA.re(1, 1), lowIsA.im(1, 1), lowIsA.re(1, 0), lowIsA.im(1, 0), lowIsA.re(0, 1),
                lowIsA.im(0, 1), lowIsA.re(0, 0), lowIsA.im(0, 0));
    }
}
