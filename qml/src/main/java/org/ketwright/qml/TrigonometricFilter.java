package org.ketwright.qml;

import java.util.Locale;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.TrigonometricPolynomial;

/**
 * The features of any circuit, noisy or not, in which each pixel turns one rotation, by their closed form: exact, and at a
 * cost that depends neither on the circuit's length nor on its noise.
 */
public final class TrigonometricFilter implements WindowFilter {
    private final TrigonometricPolynomial polynomial;
    private final Backend backend;
    private final Precision precision;

    /**
     * A filter.
     *
     * @param polynomial
     *            the closed form of a circuit whose features are the pixels; each output is a feature
     * @param backend
     *            what computes it
     * @param precision
     *            the least precision of the sums; the processor computes in double whatever it is
     */
    public TrigonometricFilter(TrigonometricPolynomial polynomial, Backend backend, Precision precision) {
        this.polynomial = polynomial;
        this.backend = backend;
        this.precision = precision;
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
        return "closed form by coefficients, " + precision.name().toLowerCase(Locale.ROOT) + " precision, backend "
                + backend.name();
    }

    @Override
    public double[] apply(double[] pixels, int samples) {
        WindowSizes.require(pixels, pixels(), samples, "pixels");
        return samples == 0
                ? new double[0]
                : polynomial.values(new Features(samples, pixels(), pixels), backend, precision);
    }

    @Override
    public double[] pullback(double[] pixels, double[] cotangent, int samples) {
        WindowSizes.require(pixels, pixels(), samples, "pixels");
        WindowSizes.require(cotangent, features(), samples, "cotangents");
        return samples == 0
                ? new double[0]
                : polynomial.pullback(new Features(samples, pixels(), pixels), cotangent, backend, precision);
    }
}
