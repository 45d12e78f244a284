package org.ketwright.classical;

import org.jspecify.annotations.Nullable;

/**
 * What an attacker may do: how far each sample may move, in which norm, within which pixel range, and to what end.
 *
 * @param norm how the size of a perturbation is measured
 * @param budget largest size, in units of pixel values
 * @param clip valid pixel range that the result is clipped to, or null for no clipping
 * @param goalClass class that the attack aims at, or -1 for any wrong class
 */
public record ThreatModel(Norm norm, float budget, Classifier.@Nullable Bounds clip, int goalClass) {

    /** How the size of a perturbation is measured. */
    public enum Norm {
        /** Largest absolute change of a pixel. */
        LINF,
        /** Euclidean length of the change of a sample. */
        L2
    }

    /** Checks the numbers. */
    public ThreatModel {
        if (!(budget >= 0) || Float.isInfinite(budget)) {
            throw new IllegalArgumentException("a budget must be 0 or more and finite but was " + budget);
        }
        if (goalClass < -1) {
            throw new IllegalArgumentException("a goal class must be 0 or more, or -1 for none, but was " + goalClass);
        }
    }

    /**
     * Any wrong class, l-infinity norm, pixels stay in [0, 1].
     *
     * @param budget largest change of a pixel
     * @return the threat model
     */
    public static ThreatModel linf(float budget) {
        return new ThreatModel(Norm.LINF, budget, Classifier.Bounds.UNIT, -1);
    }

    /**
     * Any wrong class, l2 norm, pixels stay in [0, 1].
     *
     * @param budget largest Euclidean length of the change of a sample
     * @return the threat model
     */
    public static ThreatModel l2(float budget) {
        return new ThreatModel(Norm.L2, budget, Classifier.Bounds.UNIT, -1);
    }

    /**
     * The same with another budget.
     *
     * @param newBudget largest size
     * @return the threat model
     */
    public ThreatModel withBudget(float newBudget) {
        return new ThreatModel(norm, newBudget, clip, goalClass);
    }

    /**
     * The same without a pixel range.
     *
     * @return the threat model
     */
    public ThreatModel unclipped() {
        return new ThreatModel(norm, budget, null, goalClass);
    }

    /**
     * The same, aimed at one class.
     *
     * @param goal class, 0-based
     * @return the threat model
     */
    public ThreatModel towards(int goal) {
        return new ThreatModel(norm, budget, clip, goal);
    }

    /**
     * Whether the attack aims at one class.
     *
     * @return true if {@code goalClass} is 0 or more
     */
    public boolean isTargeted() {
        return goalClass >= 0;
    }
}
