package org.ketwright.classical.attack;

/**
 * A share of counted things, with its uncertainty.
 *
 * @param hits how many have the property
 * @param total how many there are
 */
public record Proportion(int hits, int total) {
    /** Two-sided 95% quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** Checks the counts. */
    public Proportion {
        if (hits < 0 || hits > total) {
            throw new IllegalArgumentException("a proportion needs 0 <= hits <= total but was " + hits + "/" + total);
        }
    }

    /**
     * The share.
     *
     * @return hits / total, NaN if there is nothing to count
     */
    public double value() {
        return (double) hits / total;
    }

    /**
     * Lower end of the 95% interval (Wilson 1927).
     *
     * @return a share, 0 if there is nothing to count
     */
    public double low() {
        return hits == 0 ? 0 : center() - halfWidth();
    }

    /**
     * Upper end of the 95% interval (Wilson 1927).
     *
     * @return a share, 1 if there is nothing to count
     */
    public double high() {
        return hits == total ? 1 : center() + halfWidth();
    }

    private double center() {
        return (hits + Z * Z / 2) / (total + Z * Z);
    }

    private double halfWidth() {
        return Z / (total + Z * Z) * Math.sqrt((double) hits * (total - hits) / total + Z * Z / 4);
    }

    @Override
    public String toString() {
        return hits + "/" + total;
    }
}
