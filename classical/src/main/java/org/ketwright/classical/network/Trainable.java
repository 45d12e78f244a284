package org.ketwright.classical.network;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Tensor;

/**
 * A classifier that a {@link Trainer} can train: its trained parameters are one row of numbers, and it knows their
 * gradient. Immutable; training makes new ones.
 *
 * @param <M> the type of the classifier itself
 */
public interface Trainable<M extends Trainable<M>> extends Classifier {

    /**
     * The parameters that training changes.
     *
     * @return a copy
     */
    float[] trainedParameters();

    /**
     * The same classifier with other values of the parameters that training changes.
     *
     * @param values as many as {@link #trainedParameters} has; copied
     * @return another classifier
     */
    M withTrainedParameters(float... values);

    /**
     * Prepares gradients at batches of fixed samples.
     *
     * @param x N samples
     * @param batch most samples of a batch
     * @return gradients of this classifier's trained parameters; close it to give its memory back
     * @throws IllegalArgumentException if the samples do not fit the classifier
     */
    BatchGradient gradients(Tensor x, int batch);
}
