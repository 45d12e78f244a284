package org.ketwright.kernels;

import org.jspecify.annotations.Nullable;

/**
 * A real matrix {@code constant + c cosine + s sine}, row-major, where c and s are cosine and sine of an angle that
 * differs from sample to sample.
 *
 * @param constant the part that is the same for all samples
 * @param cosine coefficient of the cosine, or null for zero
 * @param sine coefficient of the sine, or null for zero
 * @param trig which sine and cosine, or -1 for none
 */
record LinearAffine(double[] constant, double @Nullable [] cosine, double @Nullable [] sine, int trig) {

    static LinearAffine constant(double[] matrix) {
        return new LinearAffine(matrix, null, null, -1);
    }

    boolean isConstant() {
        return trig < 0;
    }

    /** The product; the other acts first, and one of both is constant. */
    LinearAffine times(LinearAffine first) {
        if (isConstant()) {
            return new LinearAffine(product(constant, first.constant), productOrNull(constant, first.cosine),
                    productOrNull(constant, first.sine), first.trig);
        }
        return new LinearAffine(product(constant, first.constant), productOrNull(cosine, first.constant),
                productOrNull(sine, first.constant), trig);
    }

    private static double @Nullable [] productOrNull(double @Nullable [] left, double @Nullable [] right) {
        return left == null || right == null ? null : product(left, right);
    }

    private static double[] product(double[] left, double[] right) {
        int dimension = 1 << Integer.numberOfTrailingZeros(left.length) / 2;
        double[] out = new double[left.length];
        if (zeros(left) < zeros(right)) {
            for (int k = 0; k < dimension; k++) {
                for (int column = 0; column < dimension; column++) {
                    double factor = right[k * dimension + column];
                    for (int row = 0; factor != 0 && row < out.length; row += dimension) {
                        out[row + column] += factor * left[row + k];
                    }
                }
            }
            return out;
        }
        for (int row = 0; row < out.length; row += dimension) {
            for (int k = 0; k < dimension; k++) {
                double factor = left[row + k];
                for (int column = 0; factor != 0 && column < dimension; column++) {
                    out[row + column] += factor * right[k * dimension + column];
                }
            }
        }
        return out;
    }

    private static int zeros(double[] matrix) {
        int zeros = 0;
        for (double entry : matrix) {
            zeros += entry == 0 ? 1 : 0;
        }
        return zeros;
    }

    /** Constant, cosine and sine part of some entries. */
    double[] parts(int[] entries) {
        double[] parts = new double[3 * entries.length];
        for (int i = 0; i < entries.length; i++) {
            parts[3 * i] = constant[entries[i]];
            parts[3 * i + 1] = cosine == null ? 0 : cosine[entries[i]];
            parts[3 * i + 2] = sine == null ? 0 : sine[entries[i]];
        }
        return parts;
    }

    /** Some entries of the constant part. */
    double[] pick(int[] entries) {
        double[] picked = new double[entries.length];
        for (int i = 0; i < entries.length; i++) {
            picked[i] = constant[entries[i]];
        }
        return picked;
    }
}
