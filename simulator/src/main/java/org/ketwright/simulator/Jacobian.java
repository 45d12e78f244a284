package org.ketwright.simulator;

/**
 * Outputs and all their derivatives, for B samples, K observables, P parameters and F features.
 *
 * @param values the outputs {@code [k * B + sample]}
 * @param byParameter derivatives of each output summed over the samples, {@code [k * P + parameter]}
 * @param byFeature {@code [(k * F + feature) * B + sample]}
 * @param provenance how it was computed
 */
public record Jacobian(double[] values, double[] byParameter, double[] byFeature, Provenance provenance) {
}
