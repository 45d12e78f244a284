package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * A rotation too far: exp(-i angle P / 2) for a Pauli string P, the same every time.
 *
 * @param pauli letters I, X, Y, Z, the first for the first listed qubit
 * @param angle radians
 */
public record CoherentError(String pauli, double angle) implements Channel {

    /** Refuses what is no channel. */
    public CoherentError {
        Paulis.index(pauli);
        Checks.finite("the angle of a coherent error", angle);
    }

    @Override
    public int qubits() {
        return pauli.length();
    }

    @Override
    public String name() {
        return "coherent-error";
    }

    @Override
    public List<Strength> strengths() {
        return List.of(new Strength("angle", angle));
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new CoherentError(pauli, values[0]);
    }

    @Override
    public Matrix transfer() {
        return Paulis.rotation(Paulis.index(pauli), qubits()).at(angle);
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        return Paulis.rotation(Paulis.index(pauli), qubits()).derivativeAt(angle);
    }

    @Override
    public Channel scaled(double factor) {
        return new CoherentError(pauli, angle * Checks.factor(factor));
    }
}
