package org.ketwright.benchmarks.harness;

import java.util.Locale;

/** How a measurement stands to its goal. */
public enum Verdict {
    /** At the goal or above it. */
    MET,
    /** Below the goal, by no more than the tolerance. */
    NEAR,
    /** Further below the goal. */
    MISSED,
    /** Nobody set a goal. */
    NO_GOAL;

    /** How far below its goal a measurement may lie before it counts as missed: machines are shared. */
    public static final double TOLERANCE_DECIBELS = 1;

    /**
     * Compares.
     *
     * @param ratio share of the ceiling that was reached
     * @param goal share that was wanted
     * @return met, near or missed
     */
    public static Verdict of(double ratio, double goal) {
        double decibels = decibels(ratio, goal);
        return decibels >= 0 ? MET : decibels >= -TOLERANCE_DECIBELS ? NEAR : MISSED;
    }

    /**
     * How far above its goal something lies.
     *
     * @param ratio share of the ceiling that was reached
     * @param goal share that was wanted
     * @return ten times the decimal logarithm of their ratio; negative below the goal
     */
    public static double decibels(double ratio, double goal) {
        return 10 * Math.log10(ratio / goal);
    }

    /**
     * In words.
     *
     * @return one or two words
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
