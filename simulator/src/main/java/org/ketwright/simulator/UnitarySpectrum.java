package org.ketwright.simulator;

import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Hermitian;

/**
 * A unitary matrix U = V diag(exp(i phase)) adjoint(V).
 *
 * @param phases phases of the eigenvalues, radians
 * @param vectors the unitary matrix V of eigenvectors
 */
record UnitarySpectrum(double[] phases, Matrix vectors) {
    private static final int TRIES = 8;

    /** Diagonalizes. */
    static UnitarySpectrum of(Matrix u) {
        UnitarySpectrum best = of(u, 0.7);
        double least = best.defect(u);
        for (int t = 1; t < TRIES && least > 1e-14; t++) {
            UnitarySpectrum next = of(u, 0.7 + t);
            double defect = next.defect(u);
            if (defect < least) {
                best = next;
                least = defect;
            }
        }
        return best;
    }

    /** The Hermitian part of exp(-i turn) U has the eigenvectors of U, unless eigenvalues coincide by chance. */
    private static UnitarySpectrum of(Matrix u, double turn) {
        Matrix turned = u.times(Matrices.scalar(u.bits(), Math.cos(turn) / 2, -Math.sin(turn) / 2));
        Hermitian spectrum = Hermitian.of(turned.plus(1, turned.adjoint()));
        int d = u.dimension();
        double[] e = new double[2 * d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                e[2 * (i * d + j)] = spectrum.re(i, j);
                e[2 * (i * d + j) + 1] = spectrum.im(i, j);
            }
        }
        Matrix vectors = Matrix.of(u.bits(), e);
        Matrix diagonal = vectors.adjoint().times(u).times(vectors);
        double[] phases = new double[d];
        for (int j = 0; j < d; j++) {
            phases[j] = Math.atan2(diagonal.im(j, j), diagonal.re(j, j));
        }
        return new UnitarySpectrum(phases, vectors);
    }

    private double defect(Matrix u) {
        Matrix diagonal = vectors.adjoint().times(u).times(vectors);
        double worst = 0;
        for (int r = 0; r < u.dimension(); r++) {
            for (int c = 0; c < u.dimension(); c++) {
                worst = r == c ? worst : Math.max(worst, Math.hypot(diagonal.re(r, c), diagonal.im(r, c)));
            }
        }
        return worst;
    }
}
