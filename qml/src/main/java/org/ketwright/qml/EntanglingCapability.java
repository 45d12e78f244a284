package org.ketwright.qml;

import org.ketwright.classical.Seed;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.StateVector;
import org.ketwright.simulator.StateVectorSimulator;

/**
 * How entangled the states of a circuit with random parameters are: the mean of the Meyer-Wallach measure (Sim,
 * Johnson, Aspuru-Guzik 2019, section 3.2). 0 for product states, at most 1.
 *
 * <p>
 * Q = 2 (1 - (1/n) sum over qubits k of Tr rho_k^2), rho_k being the reduced state of qubit k.
 *
 * @param simulator
 *            what runs the circuits
 * @param states
 *            states for each draw of the data
 */
public record EntanglingCapability(StateVectorSimulator simulator, int states) {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException
     *             if there is no state
     */
    public EntanglingCapability {
        if (states < 1) {
            throw new IllegalArgumentException("a mean needs at least 1 state but was given " + states);
        }
    }

    /**
     * The mean Meyer-Wallach measure of a circuit's states.
     *
     * @param circuit
     *            what is measured; its angles may be parameters, features or numbers, not features with weights
     * @param data
     *            one row of features per draw; one empty row for a circuit without features
     * @param seed
     *            draws the parameters, uniform in [0, 2 pi)
     * @return the mean over states, over the draws of data
     * @throws IllegalArgumentException
     *             if a row has too few features or an angle has a weight
     */
    public Estimate of(Circuit circuit, double[][] data, Seed seed) {
        RandomStates random = new RandomStates(simulator, circuit);
        double[] means = new double[data.length];
        for (int d = 0; d < data.length; d++) {
            double sum = 0;
            for (StateVector state : random.draw(data[d], states, seed.derive(d))) {
                sum += meyerWallach(state);
            }
            means[d] = sum / states;
        }
        return Estimate.of(means);
    }

    /**
     * The Meyer-Wallach measure of one state.
     *
     * @param state
     *            a normalized state
     * @return 0 for a product state, at most 1
     */
    public static double meyerWallach(StateVector state) {
        double purities = 0;
        for (int q = 0; q < state.qubits(); q++) {
            purities += state.purity(q);
        }
        // Rounding may take a product state a little below 0.
        return Math.max(0, 2 * (1 - purities / state.qubits()));
    }
}
