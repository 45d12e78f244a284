package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * A qubit that is thrown into |0> or |1> at random, whatever it was.
 *
 * @param toZero probability of |0>, 0 to 1
 * @param toOne probability of |1>, 0 to 1; both together at most 1
 */
public record ResetError(double toZero, double toOne) implements Channel {

    /** Refuses what is no channel. */
    public ResetError {
        Checks.probability("the probability of a reset to |0>", toZero);
        Checks.probability("the probability of a reset to |1>", toOne);
        if (toZero + toOne > 1 + TOLERANCE) {
            throw new IllegalArgumentException("the probabilities of a reset error sum to at most 1 but " + toZero
                    + " and " + toOne + " exceed it by " + (toZero + toOne - 1));
        }
    }

    @Override
    public int qubits() {
        return 1;
    }

    @Override
    public String name() {
        return "reset-error";
    }

    @Override
    public List<Strength> strengths() {
        return List.of(new Strength("to-zero", toZero), new Strength("to-one", toOne));
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        return new ResetError(values[0], values[1]);
    }

    @Override
    public Matrix transfer() {
        double kept = 1 - toZero - toOne;
        return Forms.bloch(1, kept, kept, toZero - toOne);
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        return Forms.bloch(0, -1, -1, strength == 0 ? 1 : -1);
    }

    @Override
    public Channel scaled(double factor) {
        return new ResetError(toZero * Checks.factor(factor), toOne * factor);
    }
}
