package org.ketwright.qml;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import org.ketwright.kernels.SampleBlocks;

/**
 * The loops of the closed form over one block of samples, a vector of samples at a time.
 *
 * <p>
 * A row holds one number per sample of the block; an {@code int} argument named after a quantity is where its row
 * begins. Rows are always whole, so no loop has a tail and a sample's result does not depend on its place in the batch.
 * Every method is a loop that is compiled for itself ({@code jvm.options}), so none may call another.
 */
final class ClosedFormLoops {
    private static final int BLOCK = SampleBlocks.SIZE;

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int STEP = LANES.length();

    private ClosedFormLoops() {}

    /** product[to] = product[from] (a + i b cos). */
    static void multiply(double[] re, double[] im, int from, int to, double[] cos, int neighbor, double a, double b) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector t = DoubleVector.fromArray(LANES, cos, neighbor + s).mul(b);
            DoubleVector x = DoubleVector.fromArray(LANES, re, from + s);
            DoubleVector y = DoubleVector.fromArray(LANES, im, from + s);
            t.neg().fma(y, x.mul(a)).intoArray(re, to + s);
            t.fma(x, y.mul(a)).intoArray(im, to + s);
        }
    }

    /** feature = z cos + sin Re product. */
    static void feature(double[] features, int feature, double[] re, int product, double[] sin, double[] cos, int qubit,
            double z) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector along = DoubleVector.fromArray(LANES, cos, qubit + s).mul(z);
            DoubleVector.fromArray(LANES, re, product + s).fma(DoubleVector.fromArray(LANES, sin, qubit + s), along)
                    .intoArray(features, feature + s);
        }
    }

    /** The feature's slope with its own qubit's angle: slope = weight (cos Re product - z sin). */
    static void ownSlope(double[] slopes, double[] weights, double[] re, int product, double[] sin, double[] cos,
            int qubit, double z) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector along = DoubleVector.fromArray(LANES, sin, qubit + s).mul(-z);
            DoubleVector slope = DoubleVector.fromArray(LANES, re, product + s).fma(DoubleVector.fromArray(LANES, cos,
                    qubit + s), along);
            slope.mul(DoubleVector.fromArray(LANES, weights, qubit + s)).intoArray(slopes, qubit + s);
        }
    }

    /** Starts the sweep back over a qubit's factors: rest = weight sin. */
    static void beginRest(double[] re, double[] im, double[] weights, double[] sin, int qubit) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector.fromArray(LANES, weights, qubit + s).mul(DoubleVector.fromArray(LANES, sin, qubit + s))
                    .intoArray(re, s);
            DoubleVector.zero(LANES).intoArray(im, s);
        }
    }

    /** The slope with a neighbor's cosine: bar += Re(product (i b) rest). */
    static void neighborSlope(double[] bars, int neighbor, double[] re, double[] im, int product, double[] restRe,
            double[] restIm, double b) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector cross = DoubleVector.fromArray(LANES, re, product + s).mul(DoubleVector.fromArray(LANES,
                    restIm, s));
            DoubleVector slope = DoubleVector.fromArray(LANES, im, product + s).fma(DoubleVector.fromArray(LANES,
                    restRe, s), cross).mul(-b);
            DoubleVector.fromArray(LANES, bars, neighbor + s).add(slope).intoArray(bars, neighbor + s);
        }
    }

    /** gradient = scale (slope - sin bar), the chain rule through cos t and t = scale pixel. */
    static void gradient(double[] gradient, double[] slopes, double[] bars, double[] sin, int qubit,
            double scale) {
        for (int s = 0; s < BLOCK; s += STEP) {
            DoubleVector through = DoubleVector.fromArray(LANES, sin, qubit + s).neg();
            through.fma(DoubleVector.fromArray(LANES, bars, qubit + s), DoubleVector.fromArray(LANES, slopes, qubit
                    + s)).mul(scale).intoArray(gradient, qubit + s);
        }
    }
}
