package org.ketwright.simulator;

/**
 * Outputs and the gradient of {@code sum_k cotangent_k output_k}. With B samples, K observables, 2^n amplitudes;
 * gradients that were not asked for are empty.
 *
 * @param values the outputs {@code [k * B + sample]}
 * @param parameterGradient summed over the samples, one number for each parameter given
 * @param featureGradient {@code [feature * B + sample]}
 * @param startGradient with respect to the real parts of the start amplitudes, {@code [amplitude * B + sample]}
 * @param strengthGradient with respect to the strengths of the noise, summed over the samples, one number for each of
 *        {@link Circuit#noiseStrengths()}
 * @param provenance how it was computed
 */
public record Pullback(double[] values, double[] parameterGradient, double[] featureGradient, double[] startGradient,
        double[] strengthGradient, Provenance provenance) {
}
