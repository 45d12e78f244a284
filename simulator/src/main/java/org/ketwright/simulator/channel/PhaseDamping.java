package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * Loss of phase without loss of energy: Kraus operators diag(1, sqrt(1 - gamma)) and diag(0, sqrt(gamma)), so that
 * coherences shrink by sqrt(1 - gamma).
 *
 * @param gamma 0 to 1
 */
public record PhaseDamping(double gamma) implements Channel {

    /** Refuses what is no channel. */
    public PhaseDamping {
        Checks.probability("the gamma of phase damping", gamma);
    }

    @Override
    public int qubits() {
        return 1;
    }

    @Override
    public String name() {
        return "phase-damping";
    }

    @Override
    public List<Strength> strengths() {
        return List.of(new Strength("gamma", gamma));
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new PhaseDamping(values[0]);
    }

    @Override
    public Matrix transfer() {
        return Forms.bloch(1, Math.sqrt(1 - gamma), 1, 0);
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        if (gamma == 1) {
            throw Checks.notDifferentiable(this, "gamma");
        }
        return Forms.bloch(0, -0.5 / Math.sqrt(1 - gamma), 0, 0);
    }

    @Override
    public Channel scaled(double factor) {
        return new PhaseDamping(gamma * Checks.factor(factor));
    }
}
