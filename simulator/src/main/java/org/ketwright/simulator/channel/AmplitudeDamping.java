package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * Decay from |1> to |0>: Kraus operators {@code diag(1, sqrt(1 - gamma))} and {@code sqrt(gamma) |0><1|}.
 *
 * @param gamma probability of the decay, 0 to 1
 */
public record AmplitudeDamping(double gamma) implements Channel {

    /** Refuses what is no channel. */
    public AmplitudeDamping {
        Checks.probability("the gamma of amplitude damping", gamma);
    }

    @Override
    public int qubits() {
        return 1;
    }

    @Override
    public String name() {
        return "amplitude-damping";
    }

    @Override
    public List<Strength> strengths() {
        return List.of(new Strength("gamma", gamma));
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new AmplitudeDamping(values[0]);
    }

    @Override
    public Matrix transfer() {
        return Forms.bloch(1, Math.sqrt(1 - gamma), 1 - gamma, gamma);
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        if (gamma == 1) {
            throw Checks.notDifferentiable(this, "gamma");
        }
        return Forms.bloch(0, -0.5 / Math.sqrt(1 - gamma), -1, 1);
    }

    @Override
    public Channel scaled(double factor) {
        return new AmplitudeDamping(gamma * Checks.factor(factor));
    }
}
