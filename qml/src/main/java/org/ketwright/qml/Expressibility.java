package org.ketwright.qml;

import java.util.List;

import org.ketwright.classical.Seed;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.StateVector;
import org.ketwright.simulator.StateVectorSimulator;

/**
 * How well a circuit with random parameters covers the states: the divergence of its fidelities from those of Haar
 * random states (Sim, Johnson, Aspuru-Guzik 2019, section 3.1). 0 is perfect, larger is less expressible.
 *
 * <p>
 * Two states with independent parameters, uniform in [0, 2 pi), have some fidelity F; a histogram of F over many pairs
 * is compared with Haar's by the Kullback-Leibler divergence in natural logarithms. A finite number of pairs makes it
 * too large by about (bins - 1) / (2 pairs) at most. Where the circuit also takes data, both states of a pair see the
 * same data, and the divergence is averaged over draws of the data.
 *
 * @param simulator
 *            what runs the circuits
 * @param bins
 *            bins of the histogram, 75 in the paper
 * @param pairs
 *            pairs of states for each draw of the data, 5000 in the paper
 */
public record Expressibility(StateVectorSimulator simulator, int bins, int pairs) {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException
     *             if there is no bin or no pair
     */
    public Expressibility {
        if (bins < 1 || pairs < 1) {
            throw new IllegalArgumentException(
                    "a histogram needs at least 1 bin and 1 pair but was given " + bins + " and " + pairs);
        }
    }

    /**
     * The divergence of a circuit's fidelities from Haar's.
     *
     * @param circuit
     *            what is measured; its angles may be parameters, features or numbers, not features with weights
     * @param data
     *            one row of features per draw; one empty row for a circuit without features
     * @param seed
     *            draws the parameters
     * @return the divergence over the draws of data
     * @throws IllegalArgumentException
     *             if a row has too few features or an angle has a weight
     */
    public Estimate of(Circuit circuit, double[][] data, Seed seed) {
        RandomStates random = new RandomStates(simulator, circuit);
        double[] divergences = new double[data.length];
        for (int d = 0; d < data.length; d++) {
            List<StateVector> states = random.draw(data[d], 2 * pairs, seed.derive(d));
            double[] fidelities = new double[pairs];
            for (int p = 0; p < pairs; p++) {
                fidelities[p] = states.get(2 * p).fidelity(states.get(2 * p + 1));
            }
            divergences[d] = divergence(fidelities, bins, circuit.qubits());
        }
        return Estimate.of(divergences);
    }

    /**
     * The divergence of observed fidelities from those of Haar random states.
     *
     * @param fidelities
     *            numbers in [0, 1]
     * @param bins
     *            equal bins on [0, 1], the last one closed
     * @param qubits
     *            how many qubits the states have
     * @return sum of p ln(p / q) over the bins, in nats
     */
    public static double divergence(double[] fidelities, int bins, int qubits) {
        int[] counts = new int[bins];
        for (double fidelity : fidelities) {
            counts[Math.clamp((int) (fidelity * bins), 0, bins - 1)]++;
        }
        double sum = 0;
        for (int b = 0; b < bins; b++) {
            if (counts[b] > 0) {
                double p = (double) counts[b] / fidelities.length;
                sum += p * (Math.log(p) - logHaar((double) b / bins, (b + 1.0) / bins, qubits));
            }
        }
        return sum;
    }

    /**
     * The logarithm of the probability that two Haar random states have a fidelity between low and high,
     * {@code (1 - low)^m - (1 - high)^m} with m = 2^qubits - 1; the probability itself is too small for a double where
     * there are many qubits.
     */
    private static double logHaar(double low, double high, int qubits) {
        double power = Math.pow(2, qubits) - 1;
        double least = Math.log1p(-low);
        return power * least + Math.log(-Math.expm1(power * (Math.log1p(-high) - least)));
    }
}
