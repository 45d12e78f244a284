package org.ketwright.classical;

/**
 * Weights of logits that follow from the logits themselves, as the gradient of a loss does: with them a model that
 * computes a gradient goes forward once, not twice.
 */
@FunctionalInterface
public interface LogitWeights {

    /**
     * Weights of the logits of consecutive samples. They must not depend on other samples, nor on how samples come
     * together: samples are asked for once, or once in each draw of what is random, in any order, and by several threads
     * at the same time.
     *
     * @param first index of the first of M samples
     * @param logits their M x K logits
     * @return M x K
     */
    Tensor of(int first, Tensor logits);
}
