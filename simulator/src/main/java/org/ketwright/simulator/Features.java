package org.ketwright.simulator;

/**
 * The inputs of a batch of samples, samples innermost. The array is not copied and must not change during a run.
 *
 * @param samples number of samples B, 1 or more
 * @param width number of features of a sample, 0 or more
 * @param values B * width numbers, {@code values[feature * B + sample]}
 */
public record Features(int samples, int width, double[] values) {

    /** Checks sizes. */
    public Features {
        if (samples < 1 || width < 0) {
            throw new IllegalArgumentException("a batch has 1 sample or more and 0 features or more but was given "
                    + samples + " and " + width);
        }
        if (values.length != (long) samples * width) {
            throw new IllegalArgumentException(samples + " samples of " + width + " features need "
                    + (long) samples * width + " values but were given " + values.length);
        }
    }

    /**
     * One sample without features.
     *
     * @return a batch of one
     */
    public static Features none() {
        return none(1);
    }

    /**
     * Samples without features.
     *
     * @param samples how many
     * @return the batch
     */
    public static Features none(int samples) {
        return new Features(samples, 0, new double[0]);
    }

    /**
     * One sample.
     *
     * @param values its features
     * @return a batch of one
     */
    public static Features single(double... values) {
        return new Features(1, values.length, values.clone());
    }

    /**
     * Samples given one after the other.
     *
     * @param rows for each sample its features, equally many
     * @return the batch
     * @throws IllegalArgumentException if there is no row or rows differ in length
     */
    public static Features ofRows(double[]... rows) {
        int samples = rows.length;
        int width = samples == 0 ? 0 : rows[0].length;
        double[] values = new double[samples * width];
        for (int s = 0; s < samples; s++) {
            if (rows[s].length != width) {
                throw new IllegalArgumentException("all samples must have " + width + " features but sample " + s
                        + " has " + rows[s].length);
            }
            for (int f = 0; f < width; f++) {
                values[f * samples + s] = rows[s][f];
            }
        }
        return new Features(samples, width, values);
    }

    /**
     * The features of one sample.
     *
     * @param sample sample, 0-based
     * @return a new array
     */
    public double[] row(int sample) {
        double[] row = new double[width];
        for (int f = 0; f < width; f++) {
            row[f] = values[f * samples + sample];
        }
        return row;
    }
}
