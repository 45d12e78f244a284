package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the derivative of an expectation value with respect to one angle follows from its values at shifted angles:
 * {@code f'(t) = sum over terms of coefficient * (f(t + shift) - f(t - shift))}, exactly.
 *
 * <p>
 * For a gate exp(-i t G), f is a trigonometric polynomial whose frequencies are the differences of eigenvalues of G.
 * With R frequencies w, 2w, ..., Rw the rule has R terms (Wierichs, Izaac, Wang and Lin, "General parameter-shift rules
 * for quantum gradients", 2022, section 3.2): two evaluations for a Pauli rotation, four for a controlled one.
 *
 * @param terms the terms; none where f does not depend on the angle
 */
public record ShiftRule(List<Term> terms) {

    private static final double TOLERANCE = 1e-9;

    /**
     * One term.
     *
     * @param shift radians
     * @param coefficient weight of the difference
     */
    public record Term(double shift, double coefficient) {
    }

    /** Copies the list. */
    public ShiftRule {
        terms = List.copyOf(terms);
    }

    /**
     * The rule for a gate exp(-i t G).
     *
     * @param eigenvalues eigenvalues of G, in any order, repeated or not
     * @return the rule
     * @throws IllegalArgumentException if the differences of eigenvalues are not 1, 2, ..., R times the smallest
     */
    public static ShiftRule ofSpectrum(double... eigenvalues) {
        return ofFrequencies(frequencies(eigenvalues));
    }

    /**
     * The distinct positive differences of eigenvalues, ascending.
     *
     * @param eigenvalues eigenvalues of a generator
     * @return the frequencies of expectation values
     */
    public static double[] frequencies(double... eigenvalues) {
        double[] differences = Arrays.stream(eigenvalues)
                .flatMap(a -> Arrays.stream(eigenvalues).map(b -> a - b)).filter(d -> d > TOLERANCE).sorted()
                .toArray();
        return IntStream.range(0, differences.length)
                .filter(i -> i == 0 || differences[i] - differences[i - 1] > TOLERANCE)
                .mapToDouble(i -> differences[i]).toArray();
    }

    private static ShiftRule ofFrequencies(double[] frequencies) {
        int count = frequencies.length;
        for (int r = 0; r < count; r++) {
            if (Math.abs(frequencies[r] - (r + 1) * frequencies[0]) > TOLERANCE) {
                throw new IllegalArgumentException("a shift rule needs frequencies that are 1, 2, 3, ... times the"
                        + " smallest but was given " + Arrays.toString(frequencies));
            }
        }
        return new ShiftRule(IntStream.range(0, count).mapToObj(k -> {
            double half = (2 * k + 1) * Math.PI / (4 * count);
            double sign = k % 2 == 0 ? 1 : -1;
            double sine = Math.sin(half);
            return new Term(2 * half / frequencies[0], sign * frequencies[0] / (4 * count * sine * sine));
        }).toList());
    }
}
