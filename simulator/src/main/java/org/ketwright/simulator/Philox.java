package org.ketwright.simulator;

/**
 * The numbers of {@link org.ketwright.kernels.Philox}, under the name by which this package knows them: every number is a
 * function of seed and counter alone.
 */
public final class Philox {

    private Philox() {
    }

    /**
     * A number drawn uniformly from [0, 1), a multiple of 2^-53.
     *
     * @param seed key
     * @param item first half of the counter, such as the number of a shot
     * @param event second half of the counter, such as the number of a draw within the shot
     * @return the number
     */
    public static double uniform(long seed, long item, long event) {
        return org.ketwright.kernels.Philox.uniform(seed, item, event);
    }
}
