package org.ketwright.simulator;

/** How a circuit is simulated. */
public enum Method {
    /** One complex amplitude for each index; exact, without noise. */
    STATE_VECTOR("state-vector"),
    /** The exact average over all noise. */
    DENSITY_MATRIX("density-matrix"),
    /** An average over random draws of the noise. */
    TRAJECTORIES("trajectories");

    private final String label;

    Method(String label) {
        this.label = label;
    }

    /**
     * The name used on the command line and in results.
     *
     * @return lower case, with hyphens
     */
    public String label() {
        return label;
    }
}
