package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * Fast gradient sign method: one step of the whole budget along the sign of the gradient, or along the gradient itself
 * in the l2 norm (Goodfellow, Shlens, Szegedy 2015, section 4).
 *
 * @param loss what is climbed
 */
public record Fgsm(Loss loss) implements Attack {

    /** Climbs the cross-entropy. */
    public Fgsm() {
        this(Loss.CROSS_ENTROPY);
    }

    @Override
    public String name() {
        return "FGSM";
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        return Ascent.of(victim, x, threat, Objective.of(loss, labels, threat)).climb(x.copy(), 1, threat.budget(), 0);
    }
}
