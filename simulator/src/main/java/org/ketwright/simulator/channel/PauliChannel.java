package org.ketwright.simulator.channel;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ketwright.kernels.Matrix;

/**
 * A Pauli string drawn at random, or with the rest of the probability nothing.
 *
 * @param qubits number of qubits k
 * @param probabilities probability of each string by its label of k letters, the first for the first listed qubit; the
 *        string of I alone is left out; the sum is at most 1
 */
public record PauliChannel(int qubits, Map<String, Double> probabilities) implements Channel {

    /** Copies, and refuses what is no channel. */
    public PauliChannel {
        Checks.qubits("a Pauli channel", qubits);
        probabilities = Collections.unmodifiableMap(new TreeMap<>(probabilities));
        double sum = 0;
        for (Map.Entry<String, Double> e : probabilities.entrySet()) {
            String label = e.getKey();
            if (Paulis.index(label) == 0 || label.length() != qubits) {
                throw new IllegalArgumentException("a Pauli channel on " + qubits + " qubits names strings of "
                        + qubits + " letters other than I alone but was given \"" + label + "\"");
            }
            Checks.probability("the weight of " + label, e.getValue());
            sum += e.getValue();
        }
        if (sum > 1 + TOLERANCE) {
            throw new IllegalArgumentException(
                    "the probabilities of a Pauli channel sum to at most 1 but exceed it by " + (sum - 1));
        }
    }

    /**
     * X with a probability.
     *
     * @param p 0 to 1
     * @return the channel
     */
    public static PauliChannel bitFlip(double p) {
        return new PauliChannel(1, Map.of("X", p));
    }

    /**
     * Z with a probability.
     *
     * @param p 0 to 1
     * @return the channel
     */
    public static PauliChannel phaseFlip(double p) {
        return new PauliChannel(1, Map.of("Z", p));
    }

    /**
     * Y with a probability.
     *
     * @param p 0 to 1
     * @return the channel
     */
    public static PauliChannel bitPhaseFlip(double p) {
        return new PauliChannel(1, Map.of("Y", p));
    }

    @Override
    public String name() {
        return "pauli";
    }

    @Override
    public List<Strength> strengths() {
        return probabilities.entrySet().stream().map(e -> new Strength(e.getKey(), e.getValue())).toList();
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        Map<String, Double> changed = new TreeMap<>();
        for (String label : probabilities.keySet()) {
            changed.put(label, values[changed.size()]);
        }
        return new PauliChannel(qubits, changed);
    }

    @Override
    public Matrix transfer() {
        double[] diagonal = new double[1 << 2 * qubits];
        for (int q = 0; q < diagonal.length; q++) {
            double flipped = 0;
            for (Map.Entry<String, Double> e : probabilities.entrySet()) {
                flipped += Paulis.commute(Paulis.index(e.getKey()), q) ? 0 : e.getValue();
            }
            diagonal[q] = 1 - 2 * flipped;
        }
        return Forms.diagonal(diagonal);
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        int pauli = Paulis.index(strengths().get(strength).name());
        double[] diagonal = new double[1 << 2 * qubits];
        for (int q = 0; q < diagonal.length; q++) {
            diagonal[q] = Paulis.commute(pauli, q) ? 0 : -2;
        }
        return Forms.diagonal(diagonal);
    }

    @Override
    public Channel scaled(double factor) {
        Checks.factor(factor);
        return withStrengths(strengths().stream().mapToDouble(s -> factor * s.value()).toArray());
    }
}
