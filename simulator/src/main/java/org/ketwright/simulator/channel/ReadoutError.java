package org.ketwright.simulator.channel;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Matrix;

/**
 * Outcomes read wrongly. Meant for classical bits ({@code Operation.Misread}), where it is all there is to say. As a
 * channel it stands right before a measurement in the computational basis: populations change as the confusion matrix
 * says, and of a coherence {@code |i><j|} the part P(i|i) P(j|j) is kept, which such a measurement does not see.
 *
 * @param confusion real matrix on k bits: row o, column i holds the probability P(o|i) of reading o where i is true;
 *        columns sum to 1
 */
public record ReadoutError(Matrix confusion) implements Channel {

    /** Refuses what is not stochastic. */
    public ReadoutError {
        Checks.qubits("a read-out error", confusion.bits());
        int d = confusion.dimension();
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int o = 0; o < d; o++) {
                if (!(confusion.re(o, i) >= 0 && confusion.re(o, i) <= 1 + TOLERANCE) || confusion.im(o, i) != 0) {
                    throw new IllegalArgumentException("a read-out matrix holds probabilities, 0 to 1, but P(" + o + "|"
                            + i + ") is " + confusion.re(o, i)
                            + (confusion.im(o, i) == 0 ? "" : " + " + confusion.im(o, i) + " i"));
                }
                sum += confusion.re(o, i);
            }
            if (Math.abs(sum - 1) > TOLERANCE) {
                throw new IllegalArgumentException("each column of a read-out matrix sums to 1 but column " + i
                        + " differs by " + (sum - 1));
            }
        }
    }

    /**
     * One bit that is read wrongly with a probability that depends on what it is.
     *
     * @param oneGivenZero P(1|0), 0 to 1
     * @param zeroGivenOne P(0|1), 0 to 1
     * @return the error
     */
    public static ReadoutError asymmetric(double oneGivenZero, double zeroGivenOne) {
        Checks.probability("P(1|0) of a read-out error", oneGivenZero);
        Checks.probability("P(0|1) of a read-out error", zeroGivenOne);
        return new ReadoutError(Matrix.real(1, 1 - oneGivenZero, zeroGivenOne, oneGivenZero, 1 - zeroGivenOne));
    }

    /**
     * Errors on different bits that know nothing of each other, as one.
     *
     * @param higher errors of the following bits
     * @return the error on all bits
     * @throws IllegalArgumentException if there are too many bits
     */
    public ReadoutError beside(ReadoutError higher) {
        Checks.qubits("a read-out error", qubits() + higher.qubits());
        return new ReadoutError(Forms.kron(higher.confusion, confusion));
    }

    @Override
    public int qubits() {
        return confusion.bits();
    }

    @Override
    public String name() {
        return "readout-error";
    }

    /** The probabilities of wrong readings, {@code P(o|i)} for each o other than i, by i and then o. */
    @Override
    public List<Strength> strengths() {
        List<Strength> out = new ArrayList<>();
        for (int i = 0; i < confusion.dimension(); i++) {
            for (int o = 0; o < confusion.dimension(); o++) {
                if (o != i) {
                    out.add(new Strength("P(" + binary(o) + "|" + binary(i) + ")", confusion.re(o, i)));
                }
            }
        }
        return List.copyOf(out);
    }

    @Override
    public Channel withStrengths(double... values) {
        Checks.count(this, values);
        int d = confusion.dimension();
        double[] entries = new double[d * d];
        int next = 0;
        for (int i = 0; i < d; i++) {
            double right = 1;
            for (int o = 0; o < d; o++) {
                if (o != i) {
                    entries[o * d + i] = values[next];
                    right -= values[next++];
                }
            }
            entries[i * d + i] = right;
        }
        return new ReadoutError(Matrix.real(confusion.bits(), entries));
    }

    @Override
    public Matrix transfer() {
        int d = confusion.dimension();
        double[] choi = new double[2 * d * d * d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                choi[at(i, i, j, j)] = confusion.re(i, i) * confusion.re(j, j);
            }
            for (int o = 0; o < d; o++) {
                choi[at(i, o, i, o)] = confusion.re(o, i);
            }
        }
        return PauliTransform.transferOfChoi(Matrix.of(2 * confusion.bits(), choi));
    }

    @Override
    public Matrix transferDerivative(int strength) {
        Checks.strength(this, strength);
        int d = confusion.dimension();
        int i = truth(strength);
        int o = reading(strength);
        double[] choi = new double[2 * d * d * d * d];
        for (int j = 0; j < d; j++) {
            choi[at(i, i, j, j)] = -confusion.re(j, j);
            choi[at(j, j, i, i)] = -confusion.re(j, j);
        }
        choi[at(i, i, i, i)] = -1;
        choi[at(i, o, i, o)] = 1;
        return PauliTransform.transferOfChoi(Matrix.of(2 * confusion.bits(), choi));
    }

    /**
     * The derivative of the confusion matrix with respect to one strength.
     *
     * @param strength index into {@link #strengths()}
     * @return 1 at the wrong reading, -1 at the right one
     * @throws IllegalArgumentException if there is no such strength
     */
    public Matrix confusionDerivative(int strength) {
        return certain(strength, true).confusion.plus(-1, certain(strength, false).confusion);
    }

    /**
     * The same error, but what a strength speaks of is certain: {@code P(o|i)}, or else {@code P(i|i)}, is 1. The
     * difference of both is the derivative with respect to that strength.
     *
     * @param strength index into {@link #strengths()}
     * @param isWrong whether i is always read as o, or always rightly
     * @return the error
     * @throws IllegalArgumentException if there is no such strength
     */
    public ReadoutError certain(int strength, boolean isWrong) {
        Checks.strength(this, strength);
        int d = confusion.dimension();
        int truth = truth(strength);
        double[] out = new double[d * d];
        for (int o = 0; o < d; o++) {
            for (int i = 0; i < d; i++) {
                out[o * d + i] = i == truth ? 0 : confusion.re(o, i);
            }
        }
        out[(isWrong ? reading(strength) : truth) * d + truth] = 1;
        return new ReadoutError(Matrix.real(confusion.bits(), out));
    }

    /** The i of the strength P(o|i). */
    private int truth(int strength) {
        return strength / (confusion.dimension() - 1);
    }

    /** The o of the strength P(o|i). */
    private int reading(int strength) {
        int among = strength % (confusion.dimension() - 1);
        return among < truth(strength) ? among : among + 1;
    }

    @Override
    public Channel scaled(double factor) {
        Checks.factor(factor);
        return withStrengths(strengths().stream().mapToDouble(s -> factor * s.value()).toArray());
    }

    /** Where the Choi matrix holds the entry (row, column) of E(|i><j|). */
    private int at(int i, int row, int j, int column) {
        int d = confusion.dimension();
        return 2 * ((i * d + row) * d * d + j * d + column);
    }

    private String binary(int value) {
        StringBuilder out = new StringBuilder();
        for (int b = confusion.bits() - 1; b >= 0; b--) {
            out.append(value >> b & 1);
        }
        return out.toString();
    }
}
