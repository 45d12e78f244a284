package org.ketwright.kernels;

/**
 * Where each angle slot of a plan gets its value in one run: {@code offset[slot] + scale[slot] * column[slot] of the
 * sample}. A slot without a column has one value for all samples. Arrays are not copied and must not change during a
 * run.
 *
 * @param offset radians, one for each slot
 * @param scale radians per unit of the column, one for each slot
 * @param column column of {@link Samples} that drives the slot, or -1 for none
 */
public record Angles(double[] offset, double[] scale, int[] column) {

    /** Checks that the three arrays fit. */
    public Angles {
        if (offset.length != scale.length || offset.length != column.length) {
            throw new IllegalArgumentException("angles need equally many offsets, scales and columns but were given "
                    + offset.length + ", " + scale.length + " and " + column.length);
        }
    }

    /**
     * Angles that are the same for all samples.
     *
     * @param values radians, one for each slot
     * @return the angles
     */
    public static Angles shared(double... values) {
        int[] none = new int[values.length];
        java.util.Arrays.fill(none, -1);
        return new Angles(values, new double[values.length], none);
    }

    /**
     * Number of slots.
     *
     * @return how many angles there are
     */
    public int slots() {
        return offset.length;
    }

    /**
     * The angle of one slot for one sample.
     *
     * @param slot slot
     * @param samples the batch
     * @param sample sample
     * @return radians
     */
    public double at(int slot, Samples samples, int sample) {
        return column[slot] < 0
                ? offset[slot]
                : offset[slot] + scale[slot] * samples.values()[column[slot] * samples.count() + sample];
    }
}
