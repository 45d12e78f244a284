package org.ketwright.simulator;

/**
 * Expectation values estimated by an average over draws, with their uncertainty.
 *
 * @param means the averages {@code [k * B + sample]}
 * @param standardErrors the standard error of each average: the standard deviation of the draws over the root of their
 *        number; infinite for a single draw
 * @param draws number of draws of each average
 * @param provenance how they were computed
 */
public record Estimates(double[] means, double[] standardErrors, int draws, Provenance provenance) {
}
