package org.ketwright.classical.attack;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Classifier.Bounds;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * One attack run on one classifier: proposes batch by batch, and lets nothing pass that the threat model forbids.
 *
 * @param attack who proposes
 * @param source the classifier that the attacker sees
 * @param samples clean samples
 * @param threat what is allowed
 * @param seed key of the random draws
 */
record Crafting(Attack attack, Classifier source, LabeledImages samples, ThreatModel threat, Seed seed) {
    /** How far a proposal may lie outside, for rounding, per unit of the largest pixel, or of one if that is more. */
    static final double TOLERANCE = 1e-6;

    /** Checks the goal class and that the clean samples themselves are allowed. */
    Crafting {
        if (threat.goalClass() >= samples.classes()) {
            throw new IllegalArgumentException("the goal class must lie in 0.." + (samples.classes() - 1) + " but was "
                    + threat.goalClass());
        }
        Bounds clip = threat.clip();
        if (clip != null) {
            for (float pixel : samples.images().data()) {
                if (!(clip.low() <= pixel && pixel <= clip.high())) {
                    throw new IllegalArgumentException("pixels of clean samples must lie in [" + clip.low() + ", "
                            + clip.high() + "] but one is " + pixel);
                }
            }
        }
    }

    /**
     * Adversarial versions of some samples.
     *
     * @param from first sample
     * @param to one past the last
     * @return allowed by the threat model to the last digit that float can hold
     * @throws IllegalStateException if the attack broke the rules by more than rounding
     */
    Tensor craft(int from, int to) {
        Tensor clean = samples.images().slice(from, to);
        long[] labels = samples.slice(from, to).labels();
        Tensor proposal = attack.propose(source, clean, labels, threat,
                SampleSeeds.consecutive(seed, from, to - from)).copy();
        if (proposal.data().length != clean.data().length) {
            throw new IllegalStateException(attack.name() + " must keep the shape " + clean + " but proposed "
                    + proposal);
        }
        int size = clean.sampleSize();
        Ball ball = new Ball(threat, size);
        for (int i = 0; i < to - from; i++) {
            check(proposal.data(), clean.data(), ball, i, from + i);
            ball.project(proposal.data(), clean.data(), i * size);
        }
        return proposal;
    }

    private void check(float[] proposal, float[] clean, Ball ball, int row, int sample) {
        int at = row * ball.size();
        double largest = Math.max(1, threat.budget());
        for (int i = at; i < at + ball.size(); i++) {
            largest = Math.max(largest, Math.abs(clean[i]));
        }
        double tolerance = TOLERANCE * largest;
        // Negated comparisons refuse NaN too.
        double distance = ball.distance(proposal, clean, at);
        if (!(distance <= threat.budget() + tolerance)) {
            throw new IllegalStateException(attack.name() + " must keep the budget " + threat.budget() + " (" + threat
                    .norm() + ") but moved sample " + sample + " by " + distance);
        }
        Bounds clip = threat.clip();
        for (int i = at; i < at + ball.size(); i++) {
            float p = proposal[i];
            boolean allowed = clip == null
                    ? Float.isFinite(p)
                    : clip.low() - tolerance <= p && p <= clip.high() + tolerance;
            if (!allowed) {
                throw new IllegalStateException(attack.name() + " must keep pixels "
                        + (clip == null ? "finite" : "in [" + clip.low() + ", " + clip.high() + "]")
                        + " but proposed " + p + " in sample " + sample);
            }
        }
    }
}
