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

    /** Checks the budget. */
    public ThreatModel {
        if (!(budget >= 0) || Float.isInfinite(budget)) {
            throw new IllegalArgumentException("a budget must be 0 or more and finite but was " + budget);
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
     * Whether the attack aims at one class.
     *
     * @return true if {@code goalClass} is 0 or more
     */
    public boolean isTargeted() {
        return goalClass >= 0;
    }
}
