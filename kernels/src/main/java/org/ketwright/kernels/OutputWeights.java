package org.ketwright.kernels;

/**
 * Weights of outputs that follow from the outputs themselves, as the gradient of a loss does: with them a
 * vector-Jacobian product needs one sweep forward, not two.
 */
@FunctionalInterface
public interface OutputWeights {

    /**
     * Weights of the outputs of consecutive samples. They must not depend on other samples, nor on how samples come
     * together: every sample is asked for once, in any order, and by several threads at the same time.
     *
     * @param first index of the first of M samples
     * @param count how many there are, M
     * @param values their outputs {@code [k * M + sample]}
     * @return weights {@code [k * M + sample]}
     */
    double[] of(int first, int count, double[] values);
}
