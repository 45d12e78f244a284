package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Tensor;

/**
 * A random classifier as an attacker sees it who averages: logits and gradients are means over several calls
 * (expectation over transformation, Athalye et al. 2018, section 4.2). The gradient is that of the mean loss, because
 * each call's cotangent follows from its own logits. Craft on it, grade on the classifier itself.
 *
 * @param inner the classifier
 * @param draws number of calls that are averaged
 */
public record Expectation(Classifier inner, int draws) implements Classifier {

    /** Checks the number of draws. */
    public Expectation {
        if (draws < 1) {
            throw new IllegalArgumentException("an expectation needs 1 draw or more but was given " + draws);
        }
    }

    @Override
    public Tensor logits(Tensor x) {
        Tensor mean = inner.logits(x).copy();
        for (int draw = 1; draw < draws; draw++) {
            add(mean.data(), inner.logits(x).data());
        }
        divide(mean.data());
        return mean;
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        Pull first = inner.pull(x, weights);
        Tensor logits = first.logits().copy();
        Tensor gradient = first.gradient().copy();
        for (int draw = 1; draw < draws; draw++) {
            Pull next = inner.pull(x, weights);
            add(logits.data(), next.logits().data());
            add(gradient.data(), next.gradient().data());
        }
        divide(logits.data());
        divide(gradient.data());
        return new Pull(logits, gradient);
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

    private static void add(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    private void divide(float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= draws;
        }
    }
}
