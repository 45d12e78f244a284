package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * Any channel, by its Kraus operators.
 *
 * @param operators one or more matrices on k bits, with the sum of adjoint(K) K equal to 1
 */
public record Kraus(List<Matrix> operators) implements Channel {

    /** Copies, and refuses what is no channel. */
    public Kraus {
        operators = List.copyOf(operators);
        if (operators.isEmpty()) {
            throw new IllegalArgumentException("a channel has at least one Kraus operator but was given none");
        }
        int k = operators.getFirst().bits();
        Checks.qubits("a set of Kraus operators", k);
        Matrix sum = Matrix.identity(k).plus(-2, Matrix.identity(k));
        for (Matrix m : operators) {
            if (m.bits() != k) {
                throw new IllegalArgumentException("Kraus operators of one channel act on equally many qubits but act"
                        + " on " + k + " and " + m.bits());
            }
            sum = sum.plus(1, m.adjoint().times(m));
        }
        double[] e = sum.toArray();
        double worst = 0;
        for (int i = 0; i < e.length; i += 2) {
            worst = Math.max(worst, Math.hypot(e[i], e[i + 1]));
        }
        if (worst > TOLERANCE) {
            throw Checks.defect("trace-preserving (the sum of adjoint(K) K is 1)", worst);
        }
    }

    @Override
    public int qubits() {
        return operators.getFirst().bits();
    }

    @Override
    public String name() {
        return "kraus";
    }

    @Override
    public List<Strength> strengths() {
        return List.of();
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return this;
    }

    @Override
    public List<Matrix> kraus() {
        return operators;
    }

    @Override
    public Matrix choi() {
        return Forms.choiOfKraus(operators);
    }

    @Override
    public Matrix transfer() {
        return PauliTransform.transferOfChoi(choi());
    }

    @Override
    public Matrix transferDerivative(int strength) {
        throw new IllegalArgumentException("a set of Kraus operators has no strengths but was asked for number "
                + strength + "; scaled() gives it one");
    }

    /** The channel mixed with the identity, see {@link Mixed}. */
    @Override
    public Channel scaled(double factor) {
        return new Mixed(this, factor);
    }
}
