package org.ketwright.kernels;

import org.jspecify.annotations.Nullable;

/**
 * What all derivatives of all outputs are delivered to. With B samples, K outputs and J wanted slots:
 *
 * @param slots the angle slots whose derivatives are wanted
 * @param angles receives the derivative of output k with respect to that sample's angle of the j-th wanted slot at
 *        {@code [(k * J + j) * B + sample]}
 * @param values receives the outputs {@code [k * B + sample]}, or null if not wanted
 */
public record JacobianSink(int[] slots, double[] angles, double @Nullable [] values) {
}
