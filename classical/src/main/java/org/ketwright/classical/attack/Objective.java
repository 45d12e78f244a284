package org.ketwright.classical.attack;

import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * What a gradient attack climbs: the loss of the true class, or minus the loss of the goal class. Losses are summed,
 * never averaged, so that no sample's gradient depends on the batch.
 *
 * @param loss loss of one sample
 * @param labels true classes
 * @param goalClass class aimed at, or -1 for any wrong one
 */
record Objective(Loss loss, long[] labels, int goalClass) {

    static Objective of(Loss loss, long[] labels, ThreatModel threat) {
        return new Objective(loss, labels, threat.goalClass());
    }

    /** Gradient of the objective with respect to the logits. */
    Tensor cotangent(Tensor logits) {
        int classes = logits.sampleSize();
        float[] out = new float[logits.data().length];
        for (int i = 0; i < labels.length; i++) {
            if (goalClass < 0) {
                loss.gradient(logits.data(), i, classes, (int) labels[i], 1, out);
            } else {
                loss.gradient(logits.data(), i, classes, goalClass, -1, out);
            }
        }
        return Tensor.of(out, logits.shape());
    }

    /** Height of one sample; an attacker wants it high. */
    double value(Tensor logits, int sample) {
        int classes = logits.sampleSize();
        return goalClass < 0
                ? loss.value(logits.data(), sample, classes, (int) labels[sample])
                : -loss.value(logits.data(), sample, classes, goalClass);
    }

    /** Whether the attacker has what he wants from one sample. */
    boolean isReached(Tensor logits, int sample) {
        int predicted = logits.argmax(sample);
        return goalClass < 0 ? predicted != labels[sample] : predicted == goalClass;
    }

    /** The objective of chosen samples. */
    Objective select(int... samples) {
        long[] chosen = new long[samples.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = labels[samples[i]];
        }
        return new Objective(loss, chosen, goalClass);
    }
}
