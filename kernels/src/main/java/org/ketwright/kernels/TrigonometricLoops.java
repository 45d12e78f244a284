package org.ketwright.kernels;

import static org.ketwright.kernels.TrigonometricLanes.STEP;
import static org.ketwright.kernels.TrigonometricLanes.all;
import static org.ketwright.kernels.TrigonometricLanes.line;
import static org.ketwright.kernels.TrigonometricLanes.lineOfRows;
import static org.ketwright.kernels.TrigonometricLanes.load;
import static org.ketwright.kernels.TrigonometricLanes.spread;
import static org.ketwright.kernels.TrigonometricLanes.turned;
import static org.ketwright.kernels.TrigonometricLanes.turnedOfRows;

import java.util.List;
import jdk.incubator.vector.DoubleVector;

/**
 * The loops of trigonometric polynomials over one block of samples, a vector of samples at a time. Two features are
 * summed over at once: nine numbers, each a weight of one of {1, cos, sin} of the low feature times one of the high
 * feature, become one.
 *
 * <p>
 * An {@code int} argument named after a quantity is where its first row begins, see {@link SampleBlocks}; nine rows lie one
 * after the other.
 */
final class TrigonometricLoops {
    /** How many polynomials {@link #weigh} takes at a time. */
    static final int GROUP = 4;

    private static final int BLOCK = SampleBlocks.SIZE;

    private TrigonometricLoops() {}

    /** Where the two features' rows begin. */
    record Pair(int low, int high) {}

    /** As many rows as fit into an array, each from nine numbers. */
    static void fold(double[] numbers, double[] cos, double[] sin, Pair pair, double[] out) {
        for (int row = 0, at = 0; row < out.length; row += BLOCK, at += 9) {
            // Before the loop, which writes: within it they would be read anew for each vector.
            DoubleVector n0 = all(numbers[at]);
            DoubleVector n1 = all(numbers[at + 1]);
            DoubleVector n2 = all(numbers[at + 2]);
            DoubleVector n3 = all(numbers[at + 3]);
            DoubleVector n4 = all(numbers[at + 4]);
            DoubleVector n5 = all(numbers[at + 5]);
            DoubleVector n6 = all(numbers[at + 6]);
            DoubleVector n7 = all(numbers[at + 7]);
            DoubleVector n8 = all(numbers[at + 8]);
            for (int s = 0; s < BLOCK; s += STEP) {
                DoubleVector c = load(cos, pair.low + s);
                DoubleVector i = load(sin, pair.low + s);
                line(line(n0, n1, n2, c, i), line(n3, n4, n5, c, i), line(n6, n7, n8, c, i), load(cos, pair.high + s),
                        load(sin, pair.high + s)).intoArray(out, row + s);
            }
        }
    }

    /** As many rows as fit into an array, each from nine rows. */
    static void foldRows(double[] rows, double[] cos, double[] sin, Pair pair, double[] out) {
        for (int row = 0; row < out.length; row += BLOCK) {
            for (int s = 0; s < BLOCK; s += STEP) {
                int at = 9 * row + s;
                DoubleVector c = load(cos, pair.low + s);
                DoubleVector i = load(sin, pair.low + s);
                line(lineOfRows(rows, at, c, i), lineOfRows(rows, at + 3 * BLOCK, c, i),
                        lineOfRows(rows, at + 6 * BLOCK, c, i), load(cos, pair.high + s), load(sin, pair.high + s))
                        .intoArray(out, row + s);
            }
        }
    }

    /** The transpose of a fold: nine rows from one, each times its product of {1, cos, sin}. */
    static void unfold(double[] from, int row, double[] cos, double[] sin, Pair pair, double[] to, int at) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector c = load(cos, pair.low + s);
            DoubleVector i = load(sin, pair.low + s);
            DoubleVector one = load(from, row + s);
            spread(one, c, i, to, at + s);
            spread(one.mul(load(cos, pair.high + s)), c, i, to, at + 3 * BLOCK + s);
            spread(one.mul(load(sin, pair.high + s)), c, i, to, at + 6 * BLOCK + s);
        }
    }

    /** Three rows, each the sum over four polynomials, from the first on, of a number of each times its row of weights. */
    static void weigh(List<double[]> numbers, int first, int at, double[] weights, double[] out, int row) {
        double[] n0 = numbers.get(first);
        double[] n1 = numbers.get(first + 1);
        double[] n2 = numbers.get(first + 2);
        double[] n3 = numbers.get(first + 3);
        int weight = first * BLOCK;
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector w0 = load(weights, weight + s);
            DoubleVector w1 = load(weights, weight + BLOCK + s);
            DoubleVector w2 = load(weights, weight + 2 * BLOCK + s);
            DoubleVector w3 = load(weights, weight + 3 * BLOCK + s);
            for (int i = 0; i < 3; i++) {
                DoubleVector sum = w0.mul(n0[at + i]);
                sum = w1.fma(all(n1[at + i]), sum);
                sum = w2.fma(all(n2[at + i]), sum);
                w3.fma(all(n3[at + i]), sum).intoArray(out, row + i * BLOCK + s);
            }
        }
    }

    /**
     * One row from nine rows, and what its slopes with the two features' angles add where the row itself has an outer
     * weight: {@code slopes += outer * slope}.
     */
    static void slope(double[] rows, int at, double[] cos, double[] sin, Pair pair, double[] out, int row,
            double[] outer, double[] slopes) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector c = load(cos, pair.low + s);
            DoubleVector i = load(sin, pair.low + s);
            DoubleVector high = load(cos, pair.high + s);
            DoubleVector highSine = load(sin, pair.high + s);
            DoubleVector scale = load(outer, row + s);
            DoubleVector e1 = lineOfRows(rows, at + 3 * BLOCK + s, c, i);
            DoubleVector e2 = lineOfRows(rows, at + 6 * BLOCK + s, c, i);
            line(lineOfRows(rows, at + s, c, i), e1, e2, high, highSine).intoArray(out, row + s);
            scale.fma(turned(e1, e2, high, highSine), load(slopes, pair.high + s)).intoArray(slopes, pair.high + s);
            DoubleVector along = line(turnedOfRows(rows, at + s, c, i), turnedOfRows(rows, at + 3 * BLOCK + s, c, i),
                    turnedOfRows(rows, at + 6 * BLOCK + s, c, i), high, highSine);
            scale.fma(along, load(slopes, pair.low + s)).intoArray(slopes, pair.low + s);
        }
    }
}
