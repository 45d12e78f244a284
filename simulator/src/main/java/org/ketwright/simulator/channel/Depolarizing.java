package org.ketwright.simulator.channel;

import java.util.Arrays;
import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * With probability p one of the 4^k - 1 Pauli strings other than the identity, all equally likely. At p = 1 - 4^-k
 * nothing of the state is left.
 *
 * @param p probability of a Pauli string that is not the identity, 0 to 1
 * @param qubits number of qubits k
 */
public record Depolarizing(double p, int qubits) implements Channel {

    /** Refuses what is no channel. */
    public Depolarizing {
        Checks.qubits("depolarizing", qubits);
        Checks.probability("the p of depolarizing", p);
    }

    /**
     * The channel that replaces the state by the fully mixed one with weight lambda, the convention of Qiskit and Yao.
     *
     * @param lambda weight of the mixed state, 0 to 4^k / (4^k - 1)
     * @param qubits number of qubits k
     * @return the channel with p = lambda (4^k - 1) / 4^k
     * @throws IllegalArgumentException if a number is out of range
     */
    public static Depolarizing mixing(double lambda, int qubits) {
        Checks.qubits("depolarizing", qubits);
        return new Depolarizing(lambda * share(qubits), qubits);
    }

    /** Share of the Pauli strings that are not the identity. */
    private static double share(int qubits) {
        return 1 - Math.scalb(1.0, -2 * qubits);
    }

    @Override
    public int qubits() {
        return qubits;
    }

    @Override
    public String name() {
        return "depolarizing";
    }

    @Override
    public List<Strength> strengths() {
        return List.of(new Strength("p", p));
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new Depolarizing(values[0], qubits);
    }

    @Override
    public Matrix transfer() {
        double[] diagonal = new double[1 << 2 * qubits];
        Arrays.fill(diagonal, 1 - p / share(qubits));
        diagonal[0] = 1;
        return Forms.diagonal(diagonal);
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        double[] diagonal = new double[1 << 2 * qubits];
        Arrays.fill(diagonal, -1 / share(qubits));
        diagonal[0] = 0;
        return Forms.diagonal(diagonal);
    }

    @Override
    public Channel scaled(double factor) {
        return new Depolarizing(p * Checks.factor(factor), qubits);
    }
}
