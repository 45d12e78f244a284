package org.ketwright.studies.report;

/**
 * A range that a measured number is known to.
 *
 * @param low lower end
 * @param high upper end
 * @param method how it was found, for instance "95 % Student t over seeds"
 */
public record Interval(double low, double high, String method) {

    /** Checks the order of the ends. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval needs low <= high but was given " + low + " and " + high);
        }
    }
}
