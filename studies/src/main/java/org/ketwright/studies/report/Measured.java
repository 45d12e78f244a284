package org.ketwright.studies.report;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.jspecify.annotations.Nullable;
import org.ketwright.classical.attack.Proportion;

/**
 * A number that was measured.
 *
 * @param value the number, in the unit of its column or axis
 * @param interval what it is known to, or null if one measurement alone does not tell
 * @param n how many independent measurements it rests on; says of what in the caption
 */
public record Measured(double value, @Nullable Interval interval, long n) implements Quantity {

    /** Checks that the number is finite. */
    public Measured {
        if (!Double.isFinite(value) || n < 1) {
            throw new IllegalArgumentException(
                    "a measured number must be finite and rest on 1 or more measurements but was " + value + " of "
                            + n);
        }
    }

    /**
     * A number without an interval: exact, or measured once.
     *
     * @param value the number
     * @return a measured number
     */
    public static Measured once(double value) {
        return new Measured(value, null, 1);
    }

    /**
     * Mean over repetitions, with a 95 % Student t interval if there are two or more.
     *
     * @param values one number for each repetition, such as a seed
     * @return the mean
     * @throws IllegalArgumentException if there is none
     */
    public static Measured mean(double... values) {
        int n = values.length;
        if (n == 0) {
            throw new IllegalArgumentException("a mean needs at least one value");
        }
        double mean = Arrays.stream(values).sum() / n;
        if (n == 1) {
            return once(mean);
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double half = new TDistribution(n - 1).inverseCumulativeProbability(0.975)
                * Math.sqrt(squares / (n - 1) / n);
        return new Measured(mean, new Interval(mean - half, mean + half, "95 % Student t"), n);
    }

    /**
     * A share, with its 95 % Wilson interval.
     *
     * @param hits how many have the property
     * @param total of how many
     * @return the share in [0, 1]
     * @throws IllegalArgumentException if hits are not within 0 and total, or total is 0
     */
    public static Measured share(int hits, int total) {
        Proportion p = new Proportion(hits, total);
        return new Measured(p.value(), new Interval(p.low(), p.high(), "95 % Wilson"), total);
    }
}
