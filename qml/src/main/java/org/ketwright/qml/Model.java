package org.ketwright.qml;

import org.ketwright.classical.network.Trainable;

/**
 * A classifier that can be trained, saved and bounded: the four that Wendlinger, Tscharke and Debus compare (arXiv
 * 2404.16154).
 *
 * @param <M>
 *            the type of the model itself
 */
public sealed interface Model<M extends Model<M>> extends Trainable<M>
        permits QuantumClassifier, FourierNet, ConvNet {

    /**
     * Numbers in one image.
     *
     * @return planes x height x width
     */
    int pixels();
}
