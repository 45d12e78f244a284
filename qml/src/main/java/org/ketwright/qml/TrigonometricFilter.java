package org.ketwright.qml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.ketwright.kernels.Workers;
import org.ketwright.simulator.TrigonometricPolynomial;

/**
 * The features of any circuit, noisy or not, in which each pixel turns one rotation, by their closed form: exact, and at a
 * cost that depends neither on the circuit's length nor on its noise.
 *
 * <p>
 * It computes what {@link TrigonometricPolynomial} does, a vector of windows at a time.
 */
public final class TrigonometricFilter implements WindowFilter {
    private final Workers workers;
    private final double[] scales;
    private final List<List<double[]>> groups;
    private final int features;

    /**
     * A filter.
     *
     * @param polynomial
     *            the closed form of a circuit whose features are the pixels; each output is a feature
     * @param workers
     *            the threads that share a batch; the results do not depend on their number
     */
    public TrigonometricFilter(TrigonometricPolynomial polynomial, Workers workers) {
        this.workers = workers;
        features = polynomial.outputs();
        scales = new double[polynomial.features()];
        Arrays.setAll(scales, polynomial::scale);
        List<double[]> coefficients = new ArrayList<>();
        for (int k = 0; k < features; k++) {
            coefficients.add(filled(withoutOffsets(polynomial, k), scales.length));
        }
        while (coefficients.size() % TrigonometricLoops.GROUP != 0) {
            coefficients.add(new double[coefficients.getFirst().length]);
        }
        List<List<double[]>> fours = new ArrayList<>();
        for (int k = 0; k < coefficients.size(); k += TrigonometricLoops.GROUP) {
            fours.add(List.copyOf(coefficients.subList(k, k + TrigonometricLoops.GROUP)));
        }
        groups = List.copyOf(fours);
    }

    /** Coefficients of 1, cos t and sin t from those of 1, cos(t + offset) and sin(t + offset). */
    private static double[] withoutOffsets(TrigonometricPolynomial polynomial, int output) {
        double[] c = polynomial.coefficients(output);
        for (int q = 0, step = 1; q < polynomial.features(); q++, step *= 3) {
            double cos = Math.cos(polynomial.offset(q));
            double sin = Math.sin(polynomial.offset(q));
            for (int i = 0; i < c.length; i++) {
                if (i / step % 3 == 1) {
                    double along = c[i];
                    double across = c[i + step];
                    c[i] = along * cos + across * sin;
                    c[i + step] = across * cos - along * sin;
                }
            }
        }
        return c;
    }

    /** Pixels are taken in pairs: coefficients for one more, on which nothing depends, where their number is odd. */
    private static double[] filled(double[] coefficients, int pixels) {
        return Arrays.copyOf(coefficients, pixels % 2 == 0 ? coefficients.length : 3 * coefficients.length);
    }

    @Override
    public int pixels() {
        return scales.length;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public String method() {
        return "closed form of noisy circuits, double precision";
    }

    @Override
    public double[] apply(double[] pixels, int samples) {
        Blocks.requireSize(pixels, pixels(), samples, "pixels");
        double[] out = new double[features * samples];
        Blocks.forEach(workers, samples, this::block, (block, from) -> block.apply(pixels, out, samples, from));
        return out;
    }

    @Override
    public double[] pullback(double[] pixels, double[] cotangent, int samples) {
        Blocks.requireSize(pixels, pixels(), samples, "pixels");
        Blocks.requireSize(cotangent, features, samples, "cotangents");
        double[] gradient = new double[pixels.length];
        Blocks.forEach(workers, samples, this::block,
                (block, from) -> block.pullback(pixels, cotangent, gradient, samples, from));
        return gradient;
    }

    private TrigonometricBlock block() {
        return new TrigonometricBlock(scales, groups, features);
    }
}
