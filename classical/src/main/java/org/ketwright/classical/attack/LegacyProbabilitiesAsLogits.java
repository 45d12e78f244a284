package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Tensor;

/**
 * A classifier whose softmax probabilities are handed out as if they were logits, so that a loss applies softmax twice.
 * This is what an attack sees when a library takes the output of a network that ends in softmax for logits; its
 * gradients are flattened, and accuracies under such an attack are too high. A diagnostic only: craft on it, grade on
 * the classifier itself.
 *
 * @param inner the classifier
 */
public record LegacyProbabilitiesAsLogits(Classifier inner) implements Classifier {

    @Override
    public Tensor logits(Tensor x) {
        return softmax(inner.logits(x));
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        Pull pull = inner.pull(x, (first, logits) -> {
            Tensor shown = softmax(logits);
            return throughSoftmax(shown, weights.of(first, shown));
        });
        return new Pull(softmax(pull.logits()), pull.gradient());
    }

    @Override
    public int classes() {
        return inner.classes();
    }

    @Override
    public Bounds bounds() {
        return inner.bounds();
    }

    @Override
    public Randomness randomness() {
        return inner.randomness();
    }

    private static Tensor softmax(Tensor logits) {
        int classes = logits.sampleSize();
        float[] z = logits.data();
        float[] out = new float[z.length];
        for (int at = 0; at < z.length; at += classes) {
            double top = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                top = Math.max(top, z[at + k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.exp(z[at + k] - top);
            }
            for (int k = 0; k < classes; k++) {
                out[at + k] = (float) (Math.exp(z[at + k] - top) / sum);
            }
        }
        return Tensor.of(out, logits.shape());
    }

    /** Cotangent of the logits: {@code p * (c - <c, p>)}. */
    private static Tensor throughSoftmax(Tensor probabilities, Tensor cotangent) {
        int classes = probabilities.sampleSize();
        float[] p = probabilities.data();
        float[] c = cotangent.data();
        float[] out = new float[p.length];
        for (int at = 0; at < p.length; at += classes) {
            double mean = 0;
            for (int k = 0; k < classes; k++) {
                mean += (double) c[at + k] * p[at + k];
            }
            for (int k = 0; k < classes; k++) {
                out[at + k] = (float) (p[at + k] * (c[at + k] - mean));
            }
        }
        return Tensor.of(out, probabilities.shape());
    }
}
