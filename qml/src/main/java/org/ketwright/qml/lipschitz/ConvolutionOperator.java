package org.ketwright.qml.lipschitz;

import java.util.random.RandomGenerator;

import org.ketwright.classical.Seed;

/**
 * The linear map from an image of one plane to its filtered planes: stride 1, no padding. Its matrix, with a row for each
 * output pixel, is never made.
 *
 * @param filters
 *            filter by filter, row by row
 * @param count
 *            number of filters
 * @param window
 *            height and width of a filter
 * @param height
 *            height of the image
 * @param width
 *            width of the image
 */
record ConvolutionOperator(double[] filters, int count, int window, int height, int width) {
    private static final int MOST_ITERATIONS = 20_000;
    private static final double RESIDUAL = 1e-12;

    private int rows() {
        return height - window + 1;
    }

    private int columns() {
        return width - window + 1;
    }

    /** The filtered planes. */
    double[] apply(double... image) {
        double[] out = new double[count * rows() * columns()];
        for (int f = 0; f < count; f++) {
            for (int i = 0; i < window * window; i++) {
                double weight = filters[f * window * window + i];
                for (int y = 0; y < rows(); y++) {
                    int from = (y + i / window) * width + i % window;
                    int to = (f * rows() + y) * columns();
                    for (int x = 0; x < columns(); x++) {
                        out[to + x] += weight * image[from + x];
                    }
                }
            }
        }
        return out;
    }

    /** The adjoint map: from planes to an image. */
    double[] applyAdjoint(double... planes) {
        double[] image = new double[height * width];
        for (int f = 0; f < count; f++) {
            for (int i = 0; i < window * window; i++) {
                double weight = filters[f * window * window + i];
                for (int y = 0; y < rows(); y++) {
                    int to = (y + i / window) * width + i % window;
                    int from = (f * rows() + y) * columns();
                    for (int x = 0; x < columns(); x++) {
                        image[to + x] += weight * planes[from + x];
                    }
                }
            }
        }
        return image;
    }

    /**
     * The spectral norm, by power iteration with the map and its adjoint. What the iteration has not found yet is added,
     * so that the number is a bound.
     */
    double norm() {
        RandomGenerator random = new Seed(1).generator();
        double[] v = new double[height * width];
        for (int i = 0; i < v.length; i++) {
            v[i] = random.nextGaussian();
        }
        double largest = 0;
        double residual = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MOST_ITERATIONS && residual > RESIDUAL * largest; i++) {
            scale(v, 1 / Math.sqrt(dot(v, v)));
            double[] next = applyAdjoint(apply(v));
            largest = dot(v, next);
            residual = 0;
            for (int j = 0; j < v.length; j++) {
                residual += (next[j] - largest * v[j]) * (next[j] - largest * v[j]);
            }
            residual = Math.sqrt(residual);
            if (largest == 0) {
                return 0;
            }
            v = next;
        }
        return Math.sqrt(largest + residual);
    }

    private static void scale(double[] v, double factor) {
        for (int i = 0; i < v.length; i++) {
            v[i] *= factor;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
