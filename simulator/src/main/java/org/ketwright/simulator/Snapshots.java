package org.ketwright.simulator;

import org.ketwright.kernels.Amplitudes;

/** What is done with the state at the named points of a circuit, see {@link Operation.Wall}. */
@FunctionalInterface
public interface Snapshots {

    /**
     * Called at each named point, in the order of the circuit.
     *
     * @param name name of the point
     * @param amplitudes the state there, to be read alone: expectation values, probabilities, amplitudes
     */
    void at(String name, Amplitudes amplitudes);
}
