package org.ketwright.qml;

import java.util.Arrays;
import java.util.List;

import org.ketwright.kernels.SampleBlocks;
import org.ketwright.kernels.SineCosine;

/** One thread's workspace of the closed form: all quantities of a block of samples. */
final class ClosedFormBlock {
    private static final int BLOCK = SampleBlocks.SIZE;

    /** One neighbor's factor: cosine + i sine cos t of that neighbor. */
    record Factor(int neighbor, double cosine, double sine) {

        /** The factor of the gate exp(-i phi ZZ) with the neighbor. */
        static Factor of(int neighbor, double phi) {
            return new Factor(neighbor, Math.cos(2 * phi), Math.sin(2 * phi));
        }
    }

    /** What a qubit reads and whom it is entangled with. */
    record Qubit(BlochDirection read, List<Factor> factors) {

        Qubit {
            factors = List.copyOf(factors);
        }
    }

    private final double scale;
    private final List<Qubit> qubits;
    private final double[] pixels;
    private final double[] sin;
    private final double[] cos;
    // Row j holds (x - iy) times the first j factors of the qubit at hand.
    private final double[] productRe;
    private final double[] productIm;
    private final double[] restRe = new double[BLOCK];
    private final double[] restIm = new double[BLOCK];
    private final double[] weights;
    private final double[] slopes;
    private final double[] bars;
    private final double[] results;

    ClosedFormBlock(double scale, List<Qubit> qubits) {
        this.scale = scale;
        this.qubits = qubits;
        int rows = qubits.size() * BLOCK;
        int products = (1 + qubits.stream().mapToInt(q -> q.factors().size()).max().orElse(0)) * BLOCK;
        pixels = new double[rows];
        sin = new double[rows];
        cos = new double[rows];
        productRe = new double[products];
        productIm = new double[products];
        weights = new double[rows];
        slopes = new double[rows];
        bars = new double[rows];
        results = new double[rows];
    }

    /** Writes the features of the samples from {@code from} on. */
    void apply(double[] allPixels, double[] allFeatures, int samples, int from) {
        encode(allPixels, samples, from);
        for (int q = 0; q < qubits.size(); q++) {
            Qubit qubit = qubits.get(q);
            begin(qubit);
            for (Factor f : qubit.factors()) {
                ClosedFormLoops.multiply(productRe, productIm, 0, 0, cos, f.neighbor() * BLOCK, f.cosine(), f.sine());
            }
            ClosedFormLoops.feature(results, q * BLOCK, productRe, 0, sin, cos, q * BLOCK, qubit.read().z());
        }
        SampleBlocks.copyOut(results, allFeatures, qubits.size(), samples, from);
    }

    /** Writes the gradients of the samples from {@code from} on. */
    void pullback(double[] allPixels, double[] cotangent, double[] gradient, int samples, int from) {
        encode(allPixels, samples, from);
        SampleBlocks.copyIn(cotangent, weights, qubits.size(), samples, from);
        Arrays.fill(bars, 0);
        for (int q = 0; q < qubits.size(); q++) {
            Qubit qubit = qubits.get(q);
            begin(qubit);
            int row = 0;
            for (Factor f : qubit.factors()) {
                ClosedFormLoops.multiply(productRe, productIm, row, row + BLOCK, cos, f.neighbor() * BLOCK, f.cosine(),
                        f.sine());
                row += BLOCK;
            }
            ClosedFormLoops.ownSlope(slopes, weights, productRe, row, sin, cos, q * BLOCK, qubit.read().z());
            ClosedFormLoops.beginRest(restRe, restIm, weights, sin, q * BLOCK);
            for (Factor f : qubit.factors().reversed()) {
                row -= BLOCK;
                int neighbor = f.neighbor() * BLOCK;
                ClosedFormLoops.neighborSlope(bars, neighbor, productRe, productIm, row, restRe, restIm, f.sine());
                if (row > 0) {
                    ClosedFormLoops.multiply(restRe, restIm, 0, 0, cos, neighbor, f.cosine(), f.sine());
                }
            }
        }
        for (int q = 0; q < qubits.size(); q++) {
            ClosedFormLoops.gradient(results, slopes, bars, sin, q * BLOCK, scale);
        }
        SampleBlocks.copyOut(results, gradient, qubits.size(), samples, from);
    }

    private void encode(double[] allPixels, int samples, int from) {
        SampleBlocks.copyIn(allPixels, pixels, qubits.size(), samples, from);
        SineCosine.of(pixels, 0, pixels.length, scale, sin, cos);
    }

    private void begin(Qubit qubit) {
        Arrays.fill(productRe, 0, BLOCK, qubit.read().x());
        Arrays.fill(productIm, 0, BLOCK, -qubit.read().y());
    }
}
