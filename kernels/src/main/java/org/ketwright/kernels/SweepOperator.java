package org.ketwright.kernels;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An operator as a sum of products of bit flips and signs, {@code X Z} with the signs acting first. Derivatives of steps
 * are carried through later steps in this form; a step on other bits leaves them as they are.
 */
final class SweepOperator {
    /** Smaller coefficients are rounding errors of entries that are one at most. */
    private static final double NEGLIGIBLE = 1e-15;

    private final Map<SweepReader.Correlation, double[]> terms = new LinkedHashMap<>();

    private SweepOperator() {
    }

    /** A matrix on some bits, lowest matrix bit first. */
    static SweepOperator of(Matrix matrix, int... bits) {
        SweepOperator out = new SweepOperator();
        out.add(matrix, bits, 0, 0);
        return out;
    }

    /** The matrix of a step over its bits and then its control bits; where the controls differ, {@code elsewhere} times 1. */
    static Matrix widened(Plan.Step step, Matrix inner, double elsewhere) {
        int controls = Long.bitCount(step.controls());
        int matrixBits = inner.bits();
        int dimension = 1 << matrixBits + controls;
        double[] entries = new double[2 * dimension * dimension];
        for (int row = 0; row < dimension; row++) {
            if (!SweepBinding.Diagonal.controlled(step, row >> matrixBits)) {
                entries[2 * (row * dimension + row)] = elsewhere;
                continue;
            }
            int block = row >> matrixBits << matrixBits;
            for (int column = 0; column < inner.dimension(); column++) {
                int at = 2 * (row * dimension + (block | column));
                entries[at] = inner.re(row & inner.dimension() - 1, column);
                entries[at + 1] = inner.im(row & inner.dimension() - 1, column);
            }
        }
        return Matrix.of(matrixBits + controls, entries);
    }

    private void add(Matrix local, int[] bits, long restFlip, long restSign) {
        SweepExpansion.of(local, (flipped, signs, re, im) -> {
            if (Math.hypot(re, im) > NEGLIGIBLE) {
                SweepReader.Correlation key = new SweepReader.Correlation(
                        restFlip | SweepExpansion.place(flipped, bits), restSign | SweepExpansion.place(signs, bits));
                double[] sum = terms.computeIfAbsent(key, k -> new double[2]);
                sum[0] += re;
                sum[1] += im;
            }
        });
    }

    /** What it is after a step: {@code U this U^-1}. */
    SweepOperator after(Matrix unitary, int... bits) {
        long mask = SweepExpansion.place(unitary.dimension() - 1, bits);
        Matrix adjoint = unitary.adjoint();
        SweepOperator out = new SweepOperator();
        terms.forEach((term, coefficient) -> {
            int flipped = SweepExpansion.pick(term.shift(), bits);
            int signs = SweepExpansion.pick(term.sign(), bits);
            if (flipped == 0 && signs == 0) {
                double[] sum = out.terms.computeIfAbsent(term, k -> new double[2]);
                sum[0] += coefficient[0];
                sum[1] += coefficient[1];
            } else {
                Matrix local = product(unitary.bits(), flipped, signs, coefficient);
                out.add(unitary.times(local).times(adjoint), bits, term.shift() & ~mask, term.sign() & ~mask);
            }
        });
        return out;
    }

    /** A multiple of a product of flips and signs. */
    private static Matrix product(int bits, int flipped, int signs, double[] coefficient) {
        int dimension = 1 << bits;
        double[] entries = new double[2 * dimension * dimension];
        for (int column = 0; column < dimension; column++) {
            int at = 2 * ((column ^ flipped) * dimension + column);
            double sign = SweepSpan.parity(column & signs) == 0 ? 1 : -1;
            entries[at] = sign * coefficient[0];
            entries[at + 1] = sign * coefficient[1];
        }
        return Matrix.of(bits, entries);
    }

    /** Whether a step on these bits may change it. */
    boolean touches(long bits) {
        return terms.keySet().stream().anyMatch(term -> ((term.shift() | term.sign()) & bits) != 0);
    }

    int size() {
        return terms.size();
    }

    /** Adds the products to a list of all that are wanted. */
    void collect(Map<SweepReader.Correlation, Integer> numbers) {
        terms.keySet().forEach(term -> numbers.putIfAbsent(term, numbers.size()));
    }

    /**
     * The real part of an inner product with the operator between.
     *
     * @param numbers where each product's inner product stands
     * @param inner inner products of the single products, real and imaginary part in turn
     */
    double realPart(Map<SweepReader.Correlation, Integer> numbers, double[] inner) {
        double sum = 0;
        for (Map.Entry<SweepReader.Correlation, double[]> entry : terms.entrySet()) {
            int at = 2 * java.util.Objects.requireNonNull(numbers.get(entry.getKey()));
            double[] c = entry.getValue();
            sum += c[0] * inner[at] - c[1] * inner[at + 1];
        }
        return sum;
    }
}
