package org.ketwright.kernels;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a vector-Jacobian product of real vectors shall deliver, and where. With B samples, K outputs and 2^n numbers:
 *
 * @param slots the angle slots whose gradient is wanted
 * @param angles receives, for the j-th wanted slot, the gradient of {@code sum_k cotangent_k output_k} with respect to
 *        that sample's angle at {@code [j * B + sample]}
 * @param probes other derivatives wanted
 * @param probed receives the j-th of them at {@code [j * B + sample]}
 * @param values receives the outputs {@code [k * B + sample]}, or null if not wanted
 * @param start receives the gradient with respect to the start vector {@code [index * B + sample]}, or null if not
 *        wanted
 */
public record LinearSink(int[] slots, double[] angles, List<Probe> probes, double[] probed,
        double @Nullable [] values, double @Nullable [] start) {

    /**
     * Copies the list of probes.
     *
     * @param slots the angle slots whose gradient is wanted
     * @param angles receives their gradients
     * @param probes other derivatives wanted
     * @param probed receives them
     * @param values receives the outputs, or null
     * @param start receives the gradient with respect to the start vector, or null
     */
    // Written out because a compact constructor loses the annotations of its parameters in the class file.
    public LinearSink(int[] slots, double[] angles, List<Probe> probes, double[] probed, double @Nullable [] values,
            double @Nullable [] start) {
        this.slots = slots;
        this.angles = angles;
        this.probes = List.copyOf(probes);
        this.probed = probed;
        this.values = values;
        this.start = start;
    }
}
