package org.ketwright.benchmarks.circuits;

import org.ketwright.kernels.Matrix;

/** A unitary matrix without any structure. */
public final class RandomUnitary {

    private RandomUnitary() {
    }

    /**
     * Draws a matrix and makes its rows orthonormal, one after the other.
     *
     * @param bits number of bits k
     * @return a dense unitary matrix of 2^k rows
     */
    public static Matrix on(int bits) {
        SplitMix random = new SplitMix();
        int n = 1 << bits;
        double[][] re = new double[n][n];
        double[][] im = new double[n][n];
        double[] all = new double[2 * n * n];
        for (int row = 0; row < n; row++) {
            for (int c = 0; c < n; c++) {
                re[row][c] = random.unit() - 0.5;
                im[row][c] = random.unit() - 0.5;
            }
            // Twice, so that rounding in the first pass does not stay.
            for (int earlier = 0; earlier < 2 * row; earlier++) {
                subtract(re[row], im[row], re[earlier % row], im[earlier % row]);
            }
            double norm = 0;
            for (int c = 0; c < n; c++) {
                norm += re[row][c] * re[row][c] + im[row][c] * im[row][c];
            }
            for (int c = 0; c < n; c++) {
                re[row][c] /= Math.sqrt(norm);
                im[row][c] /= Math.sqrt(norm);
                all[2 * (row * n + c)] = re[row][c];
                all[2 * (row * n + c) + 1] = im[row][c];
            }
        }
        return Matrix.of(bits, all);
    }

    /** Takes away the part of a row that is parallel to a unit row. */
    private static void subtract(double[] re, double[] im, double[] unitRe, double[] unitIm) {
        double r = 0;
        double i = 0;
        for (int c = 0; c < re.length; c++) {
            r += unitRe[c] * re[c] + unitIm[c] * im[c];
            i += unitRe[c] * im[c] - unitIm[c] * re[c];
        }
        for (int c = 0; c < re.length; c++) {
            re[c] -= r * unitRe[c] - i * unitIm[c];
            im[c] -= r * unitIm[c] + i * unitRe[c];
        }
    }
}
