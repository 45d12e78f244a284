package org.ketwright.simulator;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.ketwright.kernels.Matrix;

/** Eigenvalues of small Hermitian matrices. */
final class Spectra {

    private Spectra() {
    }

    /** Eigenvalues, each twice, in descending order. */
    static double[] ofHermitian(Matrix h) {
        // H = A + iB has the eigenvalues of the real symmetric matrix [[A, -B], [B, A]], which has each of them twice.
        int d = h.dimension();
        double[][] real = new double[2 * d][2 * d];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                real[r][c] = h.re(r, c);
                real[d + r][d + c] = h.re(r, c);
                real[r][d + c] = -h.im(r, c);
                real[d + r][c] = h.im(r, c);
            }
        }
        return new EigenDecomposition(new Array2DRowRealMatrix(real, false)).getRealEigenvalues();
    }
}
