package org.ketwright.simulator;

import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;

/**
 * The mixed state of a few qubits, held as the mean values of all Pauli strings: for looking at, not for running.
 */
public final class DensityMatrix {

    /** The most qubits. */
    public static final int MAX_QUBITS = 14;

    /** The most qubits of a {@link Matrix}. */
    private static final int MATRIX_QUBITS = 12;

    private final int qubits;
    private final double[] pauli;

    private DensityMatrix(int qubits, double[] pauli) {
        this.qubits = qubits;
        this.pauli = pauli;
    }

    /** Takes over the array. */
    static DensityMatrix wrap(int qubits, double[] pauli) {
        return new DensityMatrix(qubits, pauli);
    }

    /**
     * Number of qubits.
     *
     * @return n
     */
    public int qubits() {
        return qubits;
    }

    /**
     * Mean value of a Pauli string.
     *
     * @param string the string, on the qubits of the state
     * @return Tr(P rho)
     * @throws IllegalArgumentException if the string is wider than the state
     */
    public double expectation(PauliString string) {
        if (string.width() > qubits) {
            throw new IllegalArgumentException("the state has " + qubits + " qubits but " + string + " needs "
                    + string.width());
        }
        return pauli[(int) TransferLowering.index(string)];
    }

    /**
     * Mean value of an observable.
     *
     * @param observable what is measured
     * @return Tr(observable rho)
     * @throws IllegalArgumentException if the observable is wider than the state
     */
    public double expectation(Observable observable) {
        return observable.terms().stream().mapToDouble(t -> t.coefficient() * expectation(t.pauli())).sum();
    }

    /**
     * The trace.
     *
     * @return 1, up to rounding
     */
    public double trace() {
        return pauli[0];
    }

    /**
     * The purity, Tr(rho^2).
     *
     * @return between 2^-n and 1
     */
    public double purity() {
        double sum = 0;
        for (double v : pauli) {
            sum += v * v;
        }
        return Math.scalb(sum, -qubits);
    }

    /**
     * Fidelity with a pure state, {@code <psi|rho|psi>}.
     *
     * @param state a pure state of as many qubits
     * @return 0 to 1 for normalized states
     * @throws IllegalArgumentException if the numbers of qubits differ
     */
    public double fidelity(StateVector state) {
        if (state.qubits() != qubits) {
            throw new IllegalArgumentException("states compared must have equally many qubits but have " + qubits
                    + " and " + state.qubits());
        }
        double[] rho = toArray();
        int d = 1 << qubits;
        double sum = 0;
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                double re = state.re(r) * state.re(c) + state.im(r) * state.im(c);
                double im = state.re(r) * state.im(c) - state.im(r) * state.re(c);
                sum += rho[2 * (r * d + c)] * re - rho[2 * (r * d + c) + 1] * im;
            }
        }
        return sum;
    }

    /**
     * Probabilities of the outcomes of measuring qubits.
     *
     * @param on the qubits, the first is the lowest bit of the outcome; none given means all
     * @return one number for each outcome
     * @throws IllegalArgumentException if qubits repeat or are out of range
     */
    public double[] probabilities(int... on) {
        int[] kept = on.length == 0 ? IntStream.range(0, qubits).toArray() : on;
        Requirements.qubits(qubits, kept);
        double[] out = new double[1 << kept.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = pauli[(int) ZReading.index(i, kept)];
        }
        ZReading.toProbabilities(out);
        return out;
    }

    /**
     * The matrix.
     *
     * @return 2^n by 2^n entries, row-major, real and imaginary part in turn
     */
    public double[] toArray() {
        return PauliBasis.matrix(qubits, pauli);
    }

    /**
     * The matrix of at most {@value #MATRIX_QUBITS} qubits.
     *
     * @return a Hermitian matrix on n bits
     * @throws IllegalArgumentException if there are more qubits
     */
    public Matrix matrix() {
        if (qubits > MATRIX_QUBITS) {
            throw new IllegalArgumentException("a matrix object holds at most " + MATRIX_QUBITS
                    + " qubits but the state has " + qubits + "; toArray() takes more");
        }
        return Matrix.of(qubits, toArray());
    }
}
