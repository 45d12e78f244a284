package org.ketwright.simulator.device;

import org.ketwright.kernels.Matrix;

/** Angles of one-qubit unitary matrices. */
final class Euler {

    private Euler() {
    }

    /** theta, phi, lambda and gamma with matrix = exp(i gamma) U(theta, phi, lambda). */
    static double[] angles(Matrix m) {
        double cosine = Math.hypot(m.re(0, 0), m.im(0, 0));
        double sine = Math.hypot(m.re(1, 0), m.im(1, 0));
        double theta = 2 * Math.atan2(sine, cosine);
        double upperLeft = Math.atan2(m.im(0, 0), m.re(0, 0));
        double lowerLeft = Math.atan2(m.im(1, 0), m.re(1, 0));
        double upperRight = Math.atan2(-m.im(0, 1), -m.re(0, 1));
        double lowerRight = Math.atan2(m.im(1, 1), m.re(1, 1));
        // The phase of a vanishing entry says nothing: take the others.
        if (cosine >= sine) {
            double phi = sine < 1e-15 ? 0 : lowerLeft - upperLeft;
            return new double[] {theta, phi, lowerRight - upperLeft - phi, upperLeft};
        }
        double gamma = cosine < 1e-15 ? upperRight : upperLeft;
        return new double[] {theta, lowerLeft - gamma, upperRight - gamma, gamma};
    }
}
