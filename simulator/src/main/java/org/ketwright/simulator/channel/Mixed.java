package org.ketwright.simulator.channel;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * A channel that happens with a probability, and otherwise nothing.
 *
 * @param inner what happens
 * @param weight probability that it does, 0 to 1
 */
public record Mixed(Channel inner, double weight) implements Channel {

    /** Refuses what is no channel. */
    public Mixed {
        Checks.probability("the weight of a channel", weight);
    }

    @Override
    public int qubits() {
        return inner.qubits();
    }

    @Override
    public String name() {
        return "mixed-" + inner.name();
    }

    /** The weight, and then the strengths of the inner channel. */
    @Override
    public List<Strength> strengths() {
        List<Strength> out = new ArrayList<>(List.of(new Strength("weight", weight)));
        out.addAll(inner.strengths());
        return List.copyOf(out);
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        double[] rest = new double[values.length - 1];
        System.arraycopy(values, 1, rest, 0, rest.length);
        return new Mixed(inner.withStrengths(rest), values[0]);
    }

    @Override
    public Matrix transfer() {
        Matrix one = Matrix.identity(2 * qubits());
        return one.plus(weight, inner.transfer().plus(-1, one));
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        return strength == 0
                ? inner.transfer().plus(-1, Matrix.identity(2 * qubits()))
                : Matrix.zero(2 * qubits()).plus(weight, inner.transferDerivative(strength - 1));
    }

    @Override
    public Channel scaled(double factor) {
        return new Mixed(inner, weight * Checks.factor(factor));
    }
}
