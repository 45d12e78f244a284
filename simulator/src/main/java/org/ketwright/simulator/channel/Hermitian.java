package org.ketwright.simulator.channel;

import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;

/**
 * Eigenvalues, in descending order, and orthonormal eigenvectors of a small Hermitian matrix, by Jacobi's method of
 * cyclic rotations: accurate to rounding also where eigenvalues repeat.
 */
public final class Hermitian {
    private static final int SWEEPS = 60;

    private final int size;
    private final double[][] re;
    private final double[][] im;
    private final double[][] vectorRe;
    private final double[][] vectorIm;
    private final double negligible;
    private int[] order;

    private Hermitian(Matrix m) {
        size = m.dimension();
        re = new double[size][size];
        im = new double[size][size];
        vectorRe = new double[size][size];
        vectorIm = new double[size][size];
        for (int r = 0; r < size; r++) {
            vectorRe[r][r] = 1;
            for (int c = 0; c < size; c++) {
                re[r][c] = (m.re(r, c) + m.re(c, r)) / 2;
                im[r][c] = (m.im(r, c) - m.im(c, r)) / 2;
            }
        }
        double largest = 0;
        for (double entry : m.toArray()) {
            largest = Math.max(largest, Math.abs(entry));
        }
        negligible = 1e-17 * largest;
        order = IntStream.range(0, size).toArray();
    }

    /**
     * The spectrum of a matrix.
     *
     * @param matrix a matrix; what it lacks of being Hermitian is left out
     * @return its eigenvalues and eigenvectors
     */
    public static Hermitian of(Matrix matrix) {
        Hermitian out = new Hermitian(matrix);
        for (int sweep = 0; sweep < SWEEPS && out.sweep(); sweep++) {
            // until nothing is left off the diagonal
        }
        out.order = IntStream.range(0, out.size).boxed()
                .sorted(Comparator.comparingDouble(i -> -out.re[i][i])).mapToInt(i -> i).toArray();
        return out;
    }

    /**
     * Number of eigenvalues.
     *
     * @return the dimension of the matrix
     */
    public int size() {
        return size;
    }

    /**
     * An eigenvalue.
     *
     * @param j number of the eigenvalue, the largest is number 0
     * @return the eigenvalue
     */
    public double value(int j) {
        return re[order[j]][order[j]];
    }

    /**
     * Real part of a component of an eigenvector.
     *
     * @param i component
     * @param j number of the eigenvector
     * @return the real part
     */
    public double re(int i, int j) {
        return vectorRe[i][order[j]];
    }

    /**
     * Imaginary part of a component of an eigenvector.
     *
     * @param i component
     * @param j number of the eigenvector
     * @return the imaginary part
     */
    public double im(int i, int j) {
        return vectorIm[i][order[j]];
    }

    /** The sum over eigenvectors of f(eigenvalue) |v><v|. */
    Matrix map(DoubleUnaryOperator f) {
        double[] out = new double[2 * size * size];
        for (int j = 0; j < size; j++) {
            double weight = f.applyAsDouble(value(j));
            for (int r = 0; r < size; r++) {
                for (int c = 0; c < size; c++) {
                    int at = 2 * (r * size + c);
                    out[at] += weight * (re(r, j) * re(c, j) + im(r, j) * im(c, j));
                    out[at + 1] += weight * (im(r, j) * re(c, j) - re(r, j) * im(c, j));
                }
            }
        }
        return Matrix.of(Integer.numberOfTrailingZeros(size), out);
    }

    private boolean sweep() {
        boolean rotated = false;
        for (int p = 0; p < size; p++) {
            for (int q = p + 1; q < size; q++) {
                double magnitude = Math.hypot(re[p][q], im[p][q]);
                if (magnitude > negligible) {
                    rotate(p, q, magnitude);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    /** Makes entry (p, q) zero by a rotation of these two axes after turning its phase away. */
    private void rotate(int p, int q, double magnitude) {
        double phaseRe = re[p][q] / magnitude;
        double phaseIm = im[p][q] / magnitude;
        double tau = (re[q][q] - re[p][p]) / (2 * magnitude);
        double t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        double c = 1 / Math.sqrt(1 + t * t);
        double s = t * c;
        for (int k = 0; k < size; k++) {
            columns(re[k], im[k], p, q, c, s, phaseRe, phaseIm);
            columns(vectorRe[k], vectorIm[k], p, q, c, s, phaseRe, phaseIm);
        }
        for (int k = 0; k < size; k++) {
            rows(k, p, q, c, s, phaseRe, phaseIm);
        }
        re[p][q] = 0;
        im[p][q] = 0;
        re[q][p] = 0;
        im[q][p] = 0;
        im[p][p] = 0;
        im[q][q] = 0;
    }

    /** New columns c p - s conj(phase) q and s phase p + c q. */
    private static void columns(double[] rowRe, double[] rowIm, int p, int q, double c, double s, double phaseRe,
            double phaseIm) {
        double pr = rowRe[p];
        double pi = rowIm[p];
        double qr = rowRe[q];
        double qi = rowIm[q];
        rowRe[p] = c * pr - s * (phaseRe * qr + phaseIm * qi);
        rowIm[p] = c * pi - s * (phaseRe * qi - phaseIm * qr);
        rowRe[q] = s * (phaseRe * pr - phaseIm * pi) + c * qr;
        rowIm[q] = s * (phaseRe * pi + phaseIm * pr) + c * qi;
    }

    private void rows(int k, int p, int q, double c, double s, double phaseRe, double phaseIm) {
        double pr = re[p][k];
        double pi = im[p][k];
        double qr = re[q][k];
        double qi = im[q][k];
        re[p][k] = c * pr - s * (phaseRe * qr - phaseIm * qi);
        im[p][k] = c * pi - s * (phaseRe * qi + phaseIm * qr);
        re[q][k] = s * (phaseRe * pr + phaseIm * pi) + c * qr;
        im[q][k] = s * (phaseRe * pi - phaseIm * pr) + c * qi;
    }
}
