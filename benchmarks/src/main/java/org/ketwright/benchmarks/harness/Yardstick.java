package org.ketwright.benchmarks.harness;

/**
 * How much of a ceiling's work a call does, by a count that depends on the task and not on how it is solved. An engine
 * that finds a shorter way exceeds 1.
 *
 * @param ceiling what bounds it
 * @param amount bytes or floating-point operations of one call
 */
public record Yardstick(Ceiling ceiling, double amount) {

    /** Checks the amount. */
    public Yardstick {
        if (!(amount > 0) || Double.isInfinite(amount)) {
            throw new IllegalArgumentException("an amount of work must be positive and finite but was " + amount);
        }
    }

    /**
     * The share of the ceiling that was reached.
     *
     * @param seconds time of one call
     * @param ceilingRate bytes or operations per second that the ceiling reached
     * @return the ratio of two rates
     */
    public double ratio(double seconds, double ceilingRate) {
        return amount / seconds / ceilingRate;
    }
}
