package org.ketwright.qml;

import org.ketwright.kernels.Workers;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.TrigonometricPolynomial;

/**
 * The features of any circuit, noisy or not, in which each pixel turns one rotation, by their closed form: exact, and at a
 * cost that depends neither on the circuit's length nor on its noise.
 */
public final class TrigonometricFilter implements WindowFilter {
    private final TrigonometricPolynomial polynomial;
    private final Workers workers;

    /**
     * A filter.
     *
     * @param polynomial
     *            the closed form of a circuit whose features are the pixels; each output is a feature
     * @param workers
     *            the threads that share a batch; the results do not depend on their number
     */
    public TrigonometricFilter(TrigonometricPolynomial polynomial, Workers workers) {
        this.polynomial = polynomial;
        this.workers = workers;
    }

    @Override
    public int pixels() {
        return polynomial.features();
    }

    @Override
    public int features() {
        return polynomial.outputs();
    }

    @Override
    public String method() {
        return "closed form of noisy circuits, double precision";
    }

    @Override
    public double[] apply(double[] pixels, int samples) {
        WindowSizes.require(pixels, pixels(), samples, "pixels");
        return samples == 0 ? new double[0] : polynomial.values(new Features(samples, pixels(), pixels), workers);
    }

    @Override
    public double[] pullback(double[] pixels, double[] cotangent, int samples) {
        WindowSizes.require(pixels, pixels(), samples, "pixels");
        WindowSizes.require(cotangent, features(), samples, "cotangents");
        return samples == 0
                ? new double[0]
                : polynomial.pullback(new Features(samples, pixels(), pixels), cotangent, workers);
    }
}
