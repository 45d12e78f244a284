package org.ketwright.qml;

import java.util.List;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of trigonometric polynomials over one block of samples, a vector of samples at a time. Two pixels are summed
 * over at once: nine numbers, each a weight of one of {1, cos, sin} of the low pixel times one of the high pixel, become
 * one.
 *
 * <p>
 * An {@code int} argument named after a quantity is where its first row begins, see {@link Blocks}; nine rows lie one
 * after the other.
 */
final class TrigonometricLoops {
    /** How many polynomials {@link #weigh} takes at a time. */
    static final int GROUP = 4;

    private static final int BLOCK = Blocks.SIZE;
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int STEP = LANES.length();

    private TrigonometricLoops() {}

    /** Where the two pixels' rows begin. */
    record Pair(int low, int high) {}

    private static DoubleVector load(double[] rows, int index) {
        return DoubleVector.fromArray(LANES, rows, index);
    }

    private static DoubleVector line(DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector cos,
            DoubleVector sin) {
        return sin.fma(c, cos.fma(b, a));
    }

    private static DoubleVector line(double[] numbers, int at, DoubleVector cos, DoubleVector sin) {
        return line(DoubleVector.broadcast(LANES, numbers[at]), DoubleVector.broadcast(LANES, numbers[at + 1]),
                DoubleVector.broadcast(LANES, numbers[at + 2]), cos, sin);
    }

    /** One row from nine numbers. */
    static void fold(double[] numbers, int at, double[] cos, double[] sin, Pair pair, double[] out, int row) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector c = load(cos, pair.low + s);
            DoubleVector i = load(sin, pair.low + s);
            line(line(numbers, at, c, i), line(numbers, at + 3, c, i), line(numbers, at + 6, c, i),
                    load(cos, pair.high + s), load(sin, pair.high + s)).intoArray(out, row + s);
        }
    }

    private static DoubleVector lineOfRows(double[] rows, int at, DoubleVector cos, DoubleVector sin) {
        return line(load(rows, at), load(rows, at + BLOCK), load(rows, at + 2 * BLOCK), cos, sin);
    }

    /** One row from nine rows. */
    static void foldRows(double[] rows, int at, double[] cos, double[] sin, Pair pair, double[] out, int row) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector c = load(cos, pair.low + s);
            DoubleVector i = load(sin, pair.low + s);
            line(lineOfRows(rows, at + s, c, i), lineOfRows(rows, at + 3 * BLOCK + s, c, i),
                    lineOfRows(rows, at + 6 * BLOCK + s, c, i), load(cos, pair.high + s), load(sin, pair.high + s))
                    .intoArray(out, row + s);
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

    private static void spread(DoubleVector one, DoubleVector cos, DoubleVector sin, double[] to, int at) {
        one.intoArray(to, at);
        one.mul(cos).intoArray(to, at + BLOCK);
        one.mul(sin).intoArray(to, at + 2 * BLOCK);
    }

    /** Three rows, each the sum of four times a number of its own weighted by four rows. */
    static void weigh(List<double[]> numbers, int at, double[] weights, int weight, double[] out, int row) {
        double[] n0 = numbers.get(0);
        double[] n1 = numbers.get(1);
        double[] n2 = numbers.get(2);
        double[] n3 = numbers.get(3);
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector w0 = load(weights, weight + s);
            DoubleVector w1 = load(weights, weight + BLOCK + s);
            DoubleVector w2 = load(weights, weight + 2 * BLOCK + s);
            DoubleVector w3 = load(weights, weight + 3 * BLOCK + s);
            for (int i = 0; i < 3; i++) {
                DoubleVector sum = w0.mul(n0[at + i]);
                sum = w1.fma(DoubleVector.broadcast(LANES, n1[at + i]), sum);
                sum = w2.fma(DoubleVector.broadcast(LANES, n2[at + i]), sum);
                w3.fma(DoubleVector.broadcast(LANES, n3[at + i]), sum).intoArray(out, row + i * BLOCK + s);
            }
        }
    }

    /**
     * One row from nine rows, and what its slopes with the two pixels' angles add where the row itself has an outer
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

    private static DoubleVector turnedOfRows(double[] rows, int at, DoubleVector cos, DoubleVector sin) {
        return turned(load(rows, at + BLOCK), load(rows, at + 2 * BLOCK), cos, sin);
    }

    /** The derivative of a + b cos + c sin. */
    private static DoubleVector turned(DoubleVector b, DoubleVector c, DoubleVector cos, DoubleVector sin) {
        return cos.fma(c, sin.mul(b).neg());
    }
}
