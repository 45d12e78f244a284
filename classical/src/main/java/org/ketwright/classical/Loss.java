package org.ketwright.classical;

/**
 * A score of one sample's logits that training lowers and attacks raise. Values and gradients are computed in double
 * precision and stay finite and accurate for logits of any finite size.
 */
public interface Loss {

    /** Cross-entropy of the softmax: {@code logsumexp(z) - z_label}. */
    Loss CROSS_ENTROPY = new CrossEntropy();
    /** Margin of the best wrong class: {@code max of the others - z_label}, above 0 where the answer is wrong. */
    Loss MARGIN = new Margin();
    /**
     * Difference of logits ratio: the margin divided by the distance of the largest logit from the third largest, so
     * that the scale of the logits does not matter (Croce, Hein 2020, equation 6). Needs 3 classes or more.
     */
    Loss LOGITS_RATIO = new LogitsRatio();

    /**
     * Short name, as shown in reports.
     *
     * @return for instance "cross-entropy"
     */
    String name();

    /**
     * Value at one sample.
     *
     * @param logits N x K numbers, row-major
     * @param sample which row
     * @param classes K
     * @param label class of the sample
     * @return the loss
     */
    double value(float[] logits, int sample, int classes, int label);

    /**
     * Writes the weighted gradient with respect to one sample's logits.
     *
     * @param logits N x K numbers, row-major
     * @param sample which row
     * @param classes K
     * @param label class of the sample
     * @param weight factor of the gradient
     * @param cotangent N x K numbers; the row of the sample is overwritten
     */
    void gradient(float[] logits, int sample, int classes, int label, double weight, float[] cotangent);
}
