package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * Channels on the same qubits, one after the other.
 *
 * @param parts what happens, in order; all on equally many qubits
 */
public record Composition(List<Channel> parts) implements Channel {

    /** Copies and checks. */
    public Composition {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a composition has at least one channel but was given none");
        }
        int k = parts.getFirst().qubits();
        for (Channel part : parts) {
            if (part.qubits() != k) {
                throw new IllegalArgumentException("channels composed act on equally many qubits but act on " + k
                        + " and " + part.qubits());
            }
        }
    }

    @Override
    public int qubits() {
        return parts.getFirst().qubits();
    }

    @Override
    public String name() {
        return "composition";
    }

    /** The strengths of the parts in turn, each name preceded by the number of the part and a dot. */
    @Override
    public List<Strength> strengths() {
        return Parts.strengths(parts);
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new Composition(Parts.withStrengths(parts, values));
    }

    @Override
    public Matrix transfer() {
        return joined(Parts.transfers(parts));
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        return joined(Parts.transfers(parts, strength));
    }

    @Override
    public Channel scaled(double factor) {
        return new Composition(parts.stream().map(p -> p.scaled(factor)).toList());
    }

    private static Matrix joined(List<Matrix> matrices) {
        Matrix out = matrices.getFirst();
        for (Matrix m : matrices.subList(1, matrices.size())) {
            out = m.times(out);
        }
        return out;
    }
}
