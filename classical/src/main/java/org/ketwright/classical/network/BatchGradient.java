package org.ketwright.classical.network;

import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Tensor;

/** Gradients of a classifier's parameters at batches of fixed samples. For one thread at a time. */
public interface BatchGradient extends AutoCloseable {

    /**
     * Gradient at one batch.
     *
     * @param parameters values of the trained parameters; not modified
     * @param samples which of the samples make the batch, N of them
     * @param weights knows the loss: is asked for the weights of the logits of some of the batch after the other
     * @param gradient filled, one number for each parameter
     * @return the logits, N x K
     */
    Tensor run(float[] parameters, int[] samples, LogitWeights weights, float[] gradient);

    @Override
    void close();
}
