package org.ketwright.kernels;

import org.jspecify.annotations.Nullable;

/**
 * What a vector-Jacobian product shall deliver, and where. With B samples, K outputs and 2^n amplitudes:
 *
 * @param slots the angle slots whose gradient is wanted
 * @param angles receives, for the j-th wanted slot, the gradient of {@code sum_k cotangent_k output_k} with respect to
 *        that sample's angle at {@code [j * B + sample]}
 * @param values receives the outputs {@code [k * B + sample]}, or null if not wanted
 * @param startReal receives the gradient with respect to the real parts of the start amplitudes
 *        {@code [amplitude * B + sample]}, or null if not wanted
 */
public record GradientSink(int[] slots, double[] angles, double @Nullable [] values, double @Nullable [] startReal) {
}
