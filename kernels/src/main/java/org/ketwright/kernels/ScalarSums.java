package org.ketwright.kernels;

/** Trigonometric sums of one sample as they are written, product by product. */
final class ScalarSums {

    private ScalarSums() {
    }

    /** One output. */
    static double value(TrigonometricSums sums, int output, Samples samples, int sample) {
        return sum(sums, output, factors(sums, samples, sample));
    }

    /** Its derivative by a column. */
    static double derivative(TrigonometricSums sums, int output, int column, Samples samples, int sample) {
        if (column >= sums.columns()) {
            return 0;
        }
        double[][] factors = factors(sums, samples, sample);
        double[] own = factors[column];
        factors[column] = new double[] {0, -own[2], own[1]};
        return sums.scale(column) * sum(sums, output, factors);
    }

    /** 1, cosine and sine of each column's angle. */
    private static double[][] factors(TrigonometricSums sums, Samples samples, int sample) {
        double[][] factors = new double[sums.columns()][];
        for (int column = 0; column < factors.length; column++) {
            double angle = sums.scale(column) * samples.values()[column * samples.count() + sample];
            factors[column] = new double[] {1, Math.cos(angle), Math.sin(angle)};
        }
        return factors;
    }

    private static double sum(TrigonometricSums sums, int output, double[][] factors) {
        double sum = 0;
        for (int i = 0; i < TrigonometricSums.length(factors.length); i++) {
            double product = sums.coefficient(output, i);
            int digits = i;
            for (double[] factor : factors) {
                product *= factor[digits % 3];
                digits /= 3;
            }
            sum += product;
        }
        return sum;
    }
}
