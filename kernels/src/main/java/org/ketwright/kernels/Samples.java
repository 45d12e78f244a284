package org.ketwright.kernels;

import org.jspecify.annotations.Nullable;

/**
 * A batch of inputs, samples innermost, so that neighboring samples fill the lanes of a vector. Arrays are not copied.
 *
 * @param count number of samples B
 * @param columns number of columns C
 * @param values C * B numbers, {@code values[column * B + sample]}
 * @param startReal real parts of the start amplitudes, {@code [amplitude * B + sample]}; null starts in index 0
 * @param startImaginary imaginary parts, laid out alike; null means zero
 */
public record Samples(int count, int columns, double[] values, double @Nullable [] startReal,
        double @Nullable [] startImaginary) {

    /**
     * Checks sizes.
     *
     * @param count number of samples B
     * @param columns number of columns C
     * @param values C * B numbers, {@code values[column * B + sample]}
     * @param startReal real parts of the start amplitudes, or null
     * @param startImaginary their imaginary parts, or null
     */
    // Written out because a compact constructor loses the annotations of its parameters in the class file.
    public Samples(int count, int columns, double[] values, double @Nullable [] startReal,
            double @Nullable [] startImaginary) {
        if (count < 1 || columns < 0 || values.length != (long) count * columns) {
            throw new IllegalArgumentException("a batch of " + count + " samples with " + columns
                    + " columns needs as many values as their product but was given " + values.length);
        }
        if (startReal == null && startImaginary != null
                || startReal != null && startImaginary != null && startReal.length != startImaginary.length) {
            throw new IllegalArgumentException("start amplitudes need real parts, and imaginary parts of equal length");
        }
        this.count = count;
        this.columns = columns;
        this.values = values;
        this.startReal = startReal;
        this.startImaginary = startImaginary;
    }

    /**
     * A batch that starts in index 0.
     *
     * @param count number of samples
     * @param columns number of columns
     * @param values {@code [column * count + sample]}
     * @return the batch
     */
    public static Samples of(int count, int columns, double[] values) {
        return new Samples(count, columns, values, null, null);
    }

    /**
     * A batch without columns.
     *
     * @param count number of samples
     * @return the batch
     */
    public static Samples plain(int count) {
        return of(count, 0, new double[0]);
    }
}
