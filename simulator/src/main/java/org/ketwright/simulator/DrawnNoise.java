package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ketwright.kernels.Philox;

/**
 * A circuit whose channels become Pauli strings drawn from their twirls.
 *
 * @param circuit the noisy circuit
 * @param cumulative for each operation the sums of the probabilities of the strings, empty for what is no noise
 */
record DrawnNoise(Circuit circuit, List<double[]> cumulative) {

    static DrawnNoise of(Circuit circuit) {
        List<double[]> cumulative = new ArrayList<>();
        for (Operation o : circuit.operations()) {
            double[] weights = o instanceof Operation.Noise n ? Twirl.weights(n.channel()) : new double[0];
            Arrays.parallelPrefix(weights, Double::sum);
            cumulative.add(weights);
        }
        return new DrawnNoise(circuit, List.copyOf(cumulative));
    }

    /** The circuit without noise that one draw gives. */
    Circuit draw(long seed, long number) {
        List<Operation> out = new ArrayList<>();
        for (int i = 0; i < cumulative.size(); i++) {
            Operation o = circuit.operations().get(i);
            if (!(o instanceof Operation.Noise noise)) {
                out.add(o);
                continue;
            }
            double[] sums = cumulative.get(i);
            int string = Draws.place(sums, sums[sums.length - 1] * Philox.uniform(seed, number, i));
            for (int q = 0; q < noise.qubits().size(); q++) {
                Gate gate = List.of(Gate.ID, Gate.X, Gate.Z, Gate.Y).get(string >> 2 * q & 3);
                if (gate != Gate.ID) {
                    out.add(new Operation.Apply(gate, List.of(noise.qubits().get(q)), List.of()));
                }
            }
        }
        return new Circuit(circuit.qubits(), circuit.clbits(), out);
    }
}
