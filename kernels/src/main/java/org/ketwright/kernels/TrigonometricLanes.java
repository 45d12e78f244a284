package org.ketwright.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** What the loops of trigonometric polynomials do with one vector of samples. */
final class TrigonometricLanes {
    private static final int BLOCK = SampleBlocks.SIZE;
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

    /** Samples of a vector. */
    static final int STEP = LANES.length();

    private TrigonometricLanes() {
    }

    static DoubleVector load(double[] rows, int index) {
        return DoubleVector.fromArray(LANES, rows, index);
    }

    static DoubleVector all(double number) {
        return DoubleVector.broadcast(LANES, number);
    }

    /** a + b cos + c sin. */
    static DoubleVector line(DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector cos, DoubleVector sin) {
        return sin.fma(c, cos.fma(b, a));
    }

    /** The same of three rows. */
    static DoubleVector lineOfRows(double[] rows, int at, DoubleVector cos, DoubleVector sin) {
        return line(load(rows, at), load(rows, at + BLOCK), load(rows, at + 2 * BLOCK), cos, sin);
    }

    /** The derivative of a + b cos + c sin. */
    static DoubleVector turned(DoubleVector b, DoubleVector c, DoubleVector cos, DoubleVector sin) {
        return cos.fma(c, sin.mul(b).neg());
    }

    /** The same of three rows. */
    static DoubleVector turnedOfRows(double[] rows, int at, DoubleVector cos, DoubleVector sin) {
        return turned(load(rows, at + BLOCK), load(rows, at + 2 * BLOCK), cos, sin);
    }

    /** Three rows: one, one cos and one sin. */
    static void spread(DoubleVector one, DoubleVector cos, DoubleVector sin, double[] to, int at) {
        one.intoArray(to, at);
        one.mul(cos).intoArray(to, at + BLOCK);
        one.mul(sin).intoArray(to, at + 2 * BLOCK);
    }
}
