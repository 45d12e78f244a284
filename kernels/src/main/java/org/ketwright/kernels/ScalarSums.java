package org.ketwright.kernels;

import java.util.stream.IntStream;

/** Trigonometric sums of one sample as they are written, product by product. */
final class ScalarSums {

    private ScalarSums() {
    }

    /** One output. */
    static double value(TrigonometricSums sums, int output, Samples samples, int sample) {
        return sum(sums, output, samples, sample, -1);
    }

    /** Its derivative by a column. */
    static double derivative(TrigonometricSums sums, int output, int column, Samples samples, int sample) {
        return column < sums.columns() ? sum(sums, output, samples, sample, column) : 0;
    }

    private static double sum(TrigonometricSums sums, int output, Samples samples, int sample, int by) {
        double[] coefficients = sums.coefficients(output);
        return IntStream.range(0, coefficients.length).mapToDouble(i -> {
            double product = coefficients[i];
            for (int column = 0, digits = i; column < sums.columns(); column++, digits /= 3) {
                double angle = sums.scale(column) * samples.values()[column * samples.count() + sample];
                product *= column == by
                        ? sums.scale(column) * slope(digits % 3, angle)
                        : factor(digits % 3, angle);
            }
            return product;
        }).sum();
    }

    private static double factor(int digit, double angle) {
        return switch (digit) {
            case 0 -> 1;
            case 1 -> Math.cos(angle);
            default -> Math.sin(angle);
        };
    }

    private static double slope(int digit, double angle) {
        return switch (digit) {
            case 0 -> 0;
            case 1 -> -Math.sin(angle);
            default -> Math.cos(angle);
        };
    }
}
