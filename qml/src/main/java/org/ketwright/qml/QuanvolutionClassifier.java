package org.ketwright.qml;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Tensor;

/**
 * A quanvolution followed by a classical head, the hybrid network of RobQuNN (El Maouaki et al., arXiv 2407.03875,
 * section III).
 *
 * <p>
 * Gradients go through the head and on through the circuits, without approximation. It is exactly as random as its
 * head; the circuits' expectation values are exact.
 */
public final class QuanvolutionClassifier implements Classifier {
    private final Quanvolution quanvolution;
    private final Classifier head;

    /**
     * Puts the two together.
     *
     * @param quanvolution
     *            from images to features
     * @param head
     *            from N x features to N x classes
     */
    public QuanvolutionClassifier(Quanvolution quanvolution, Classifier head) {
        this.quanvolution = quanvolution;
        this.head = head;
    }

    /**
     * The layer that sees the images.
     *
     * @return the quanvolution
     */
    public Quanvolution quanvolution() {
        return quanvolution;
    }

    /**
     * The layers that see the features.
     *
     * @return the head
     */
    public Classifier head() {
        return head;
    }

    @Override
    public Tensor logits(Tensor x) {
        return head.logits(quanvolution.features(x));
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        Pull pull = head.pull(quanvolution.features(x), weights);
        return new Pull(pull.logits(), quanvolution.pullback(x, pull.gradient()));
    }

    @Override
    public int classes() {
        return head.classes();
    }

    @Override
    public Randomness randomness() {
        return head.randomness();
    }
}
