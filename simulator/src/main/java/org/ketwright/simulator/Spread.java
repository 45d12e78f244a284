package org.ketwright.simulator;

import java.util.Arrays;

/** Means of numbers that are drawn again and again, and the standard errors of these means. */
final class Spread {
    private final int[] counts;
    private final double[] first;
    private final double[] sums;
    private final double[] squares;

    /**
     * Nothing drawn yet.
     *
     * @param size how many numbers
     */
    Spread(int size) {
        counts = new int[size];
        first = new double[size];
        sums = new double[size];
        squares = new double[size];
    }

    void add(int at, double value) {
        if (counts[at]++ == 0) {
            first[at] = value;
        }
        // Differences to the first value, so that small errors are not lost in large means.
        double difference = value - first[at];
        sums[at] += difference;
        squares[at] += difference * difference;
    }

    void add(double[] values) {
        for (int i = 0; i < values.length; i++) {
            add(i, values[i]);
        }
    }

    double[] means() {
        double[] out = new double[sums.length];
        Arrays.setAll(out, i -> first[i] + sums[i] / counts[i]);
        return out;
    }

    /** Variances of the means; infinite for single draws. */
    double[] variances() {
        double[] out = new double[sums.length];
        Arrays.setAll(out, i -> {
            double variance = (squares[i] - sums[i] * sums[i] / counts[i]) / (counts[i] - 1);
            return counts[i] == 1 ? Double.POSITIVE_INFINITY : Math.max(0, variance) / counts[i];
        });
        return out;
    }

    /** The roots of the variances. */
    double[] errors() {
        return Arrays.stream(variances()).map(Math::sqrt).toArray();
    }
}
