package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * Decay towards a thermal state: amplitude damping to |0> with weight 1 - excited and to |1> with weight excited.
 * Cirq's p is one minus {@code excited}, PennyLane's p is {@code excited}.
 *
 * @param gamma probability of the decay, 0 to 1
 * @param excited population of |1> in equilibrium, 0 to 1
 */
public record GeneralizedAmplitudeDamping(double gamma, double excited) implements Channel {

    /** Refuses what is no channel. */
    public GeneralizedAmplitudeDamping {
        Checks.probability("the gamma of generalized amplitude damping", gamma);
        Checks.probability("the excited population of generalized amplitude damping", excited);
    }

    @Override
    public int qubits() {
        return 1;
    }

    @Override
    public String name() {
        return "generalized-amplitude-damping";
    }

    @Override
    public List<Strength> strengths() {
        return List.of(new Strength("gamma", gamma), new Strength("excited", excited));
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new GeneralizedAmplitudeDamping(values[0], values[1]);
    }

    @Override
    public Matrix transfer() {
        return Forms.bloch(1, Math.sqrt(1 - gamma), 1 - gamma, gamma * (1 - 2 * excited));
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        if (strength == 1) {
            return Forms.bloch(0, 0, 0, -2 * gamma);
        }
        if (gamma == 1) {
            throw Checks.notDifferentiable(this, "gamma");
        }
        return Forms.bloch(0, -0.5 / Math.sqrt(1 - gamma), -1, 1 - 2 * excited);
    }

    @Override
    public Channel scaled(double factor) {
        return new GeneralizedAmplitudeDamping(gamma * Checks.factor(factor), excited);
    }
}
