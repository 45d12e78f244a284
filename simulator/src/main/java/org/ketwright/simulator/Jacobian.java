package org.ketwright.simulator;

/**
 * Outputs and all their derivatives, for B samples, K observables, P parameters, F features and S strengths of noise.
 *
 * @param values the outputs {@code [k * B + sample]}
 * @param byParameter derivatives of each output summed over the samples, {@code [k * P + parameter]}
 * @param byFeature {@code [(k * F + feature) * B + sample]}
 * @param byStrength derivatives of each output summed over the samples, {@code [k * S + strength]}, the strengths those
 *        of {@link Circuit#noiseStrengths()}
 * @param provenance how it was computed
 */
public record Jacobian(double[] values, double[] byParameter, double[] byFeature, double[] byStrength,
        Provenance provenance) {
}
