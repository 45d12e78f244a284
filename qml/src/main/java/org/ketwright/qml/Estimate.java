package org.ketwright.qml;

/**
 * A mean over random draws.
 *
 * @param mean
 *            the mean
 * @param deviation
 *            the standard deviation of one draw, 0 for a single draw
 * @param draws
 *            how many draws there were
 */
public record Estimate(double mean, double deviation, int draws) {

    /**
     * The mean of some values.
     *
     * @param values
     *            at least one value
     * @return mean and standard deviation (with n - 1)
     * @throws IllegalArgumentException
     *             if there is no value
     */
    public static Estimate of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an estimate needs at least 1 draw but was given none");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Estimate(mean, values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1)), values.length);
    }
}
