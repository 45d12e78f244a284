package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * Proposes adversarial samples. It never grades itself: {@link Evaluation} clips what it proposes to the threat model,
 * runs the classifier again and counts. What is proposed for one sample does not depend on the others in the batch.
 */
public interface Attack {

    /**
     * Short name with its settings, as shown in reports.
     *
     * @return for instance "PGD-20"
     */
    String name();

    /**
     * Proposes a perturbed version of each sample.
     *
     * @param victim the classifier as the attacker sees it
     * @param x N samples
     * @param labels N true classes
     * @param threat what is allowed
     * @param seeds keys of all random draws, one for each sample
     * @return the shape of x
     */
    Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds);
}
