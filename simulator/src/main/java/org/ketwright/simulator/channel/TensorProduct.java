package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * Channels side by side on different qubits.
 *
 * @param parts the channels, the first on the first listed qubits
 */
public record TensorProduct(List<Channel> parts) implements Channel {

    /** Copies and checks. */
    public TensorProduct {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a tensor-product has at least one channel but was given none");
        }
        Checks.qubits("a tensor product", parts.stream().mapToInt(Channel::qubits).sum());
    }

    @Override
    public int qubits() {
        return parts.stream().mapToInt(Channel::qubits).sum();
    }

    @Override
    public String name() {
        return "tensor-product";
    }

    /** The strengths of the parts in turn, each name preceded by the number of the part and a dot. */
    @Override
    public List<Strength> strengths() {
        return Parts.strengths(parts);
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new TensorProduct(Parts.withStrengths(parts, values));
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
        return new TensorProduct(parts.stream().map(p -> p.scaled(factor)).toList());
    }

    private static Matrix joined(List<Matrix> matrices) {
        Matrix out = matrices.getFirst();
        for (Matrix m : matrices.subList(1, matrices.size())) {
            out = Forms.kron(m, out);
        }
        return out;
    }
}
