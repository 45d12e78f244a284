package org.ketwright.simulator;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;

/**
 * One pure state, as amplitudes in an array: for looking at, not for running. Qubit 0 is the lowest bit of the index.
 */
public final class StateVector {

    /** The most qubits whose amplitudes fit a Java array. */
    public static final int MAX_QUBITS = 29;

    private final int qubits;
    private final double[] amplitudes;

    /**
     * A state.
     *
     * @param qubits number of qubits, 1 to {@value #MAX_QUBITS}
     * @param interleaved 2 * 2^n numbers, real and imaginary part in turn; copied
     * @throws IllegalArgumentException if the count does not fit
     */
    public StateVector(int qubits, double[] interleaved) {
        this(interleaved.clone(), qubits);
    }

    private StateVector(double[] own, int qubits) {
        if (qubits < 1 || qubits > MAX_QUBITS || own.length != 2 << qubits) {
            throw new IllegalArgumentException("a state has 1 to " + MAX_QUBITS + " qubits and two numbers for each of"
                    + " its 2^n amplitudes but was given " + qubits + " qubits and " + own.length + " numbers");
        }
        this.qubits = qubits;
        this.amplitudes = own;
    }

    /** Takes over the array. */
    static StateVector wrap(int qubits, double[] interleaved) {
        return new StateVector(interleaved, qubits);
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
     * Real part of an amplitude.
     *
     * @param index index, 0 to 2^n - 1
     * @return the real part
     */
    public double re(int index) {
        return amplitudes[2 * index];
    }

    /**
     * Imaginary part of an amplitude.
     *
     * @param index index, 0 to 2^n - 1
     * @return the imaginary part
     */
    public double im(int index) {
        return amplitudes[2 * index + 1];
    }

    /**
     * All amplitudes.
     *
     * @return a copy, real and imaginary part in turn
     */
    public double[] toArray() {
        return amplitudes.clone();
    }

    /**
     * Sum of the squared magnitudes.
     *
     * @return 1 for a state that is normalized
     */
    public double normSquared() {
        double sum = 0;
        for (double a : amplitudes) {
            sum += a * a;
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
        requireQubits(kept);
        double[] out = new double[1 << kept.length];
        for (int i = 0; i < 1 << qubits; i++) {
            int outcome = 0;
            for (int k = 0; k < kept.length; k++) {
                outcome |= (i >> kept[k] & 1) << k;
            }
            out[outcome] += re(i) * re(i) + im(i) * im(i);
        }
        return out;
    }

    /**
     * Expectation value.
     *
     * @param observable what is measured
     * @return the mean of the measurement
     * @throws IllegalArgumentException if the observable is wider than the state
     */
    public double expectation(Observable observable) {
        if (observable.width() > qubits) {
            throw new IllegalArgumentException("the state has " + qubits + " qubits but " + observable + " needs "
                    + observable.width());
        }
        double sum = 0;
        for (Observable.Term t : observable.terms()) {
            sum += t.coefficient() * expectation((int) t.pauli().x(), (int) t.pauli().z());
        }
        return sum;
    }

    private double expectation(int flip, int sign) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < 1 << qubits; i++) {
            int j = i ^ flip;
            double s = Integer.bitCount(i & sign) % 2 == 0 ? 1 : -1;
            re += s * (re(j) * re(i) + im(j) * im(i));
            im += s * (re(j) * im(i) - im(j) * re(i));
        }
        // The string is i to the number of Ys times what was summed, and its mean is real.
        return switch (Integer.bitCount(flip & sign) % 4) {
            case 0 -> re;
            case 1 -> -im;
            case 2 -> -re;
            default -> im;
        };
    }

    /**
     * Inner product with another state.
     *
     * @param ket another state of as many qubits
     * @return real and imaginary part of {@code <this|ket>}
     * @throws IllegalArgumentException if the numbers of qubits differ
     */
    public double[] inner(StateVector ket) {
        if (ket.qubits != qubits) {
            throw new IllegalArgumentException("states compared must have equally many qubits but have " + qubits
                    + " and " + ket.qubits);
        }
        double re = 0;
        double im = 0;
        for (int i = 0; i < 1 << qubits; i++) {
            re += re(i) * ket.re(i) + im(i) * ket.im(i);
            im += re(i) * ket.im(i) - im(i) * ket.re(i);
        }
        return new double[] {re, im};
    }

    /**
     * Fidelity with another state, {@code |<this|other>|^2}.
     *
     * @param other another state of as many qubits
     * @return 1 for equal states, whatever their global phase
     * @throws IllegalArgumentException if the numbers of qubits differ
     */
    public double fidelity(StateVector other) {
        double[] inner = inner(other);
        return inner[0] * inner[0] + inner[1] * inner[1];
    }

    /**
     * Reduced density matrix: the partial trace over all qubits that are not kept.
     *
     * @param kept 1 to 12 qubits, the first is the lowest bit of row and column
     * @return a Hermitian matrix of dimension 2^k
     * @throws IllegalArgumentException if qubits repeat or are out of range
     */
    public Matrix reduced(int... kept) {
        requireQubits(kept);
        if (kept.length < 1 || kept.length > 12) {
            throw new IllegalArgumentException(
                    "a reduced density matrix keeps 1 to 12 qubits but was given " + kept.length);
        }
        int[] traced = IntStream.range(0, qubits).filter(q -> IntStream.of(kept).noneMatch(k -> k == q)).toArray();
        int d = 1 << kept.length;
        double[] out = new double[2 * d * d];
        for (int rest = 0; rest < 1 << traced.length; rest++) {
            int base = spread(rest, traced);
            for (int r = 0; r < d; r++) {
                int i = base | spread(r, kept);
                for (int c = 0; c < d; c++) {
                    int j = base | spread(c, kept);
                    out[2 * (r * d + c)] += re(i) * re(j) + im(i) * im(j);
                    out[2 * (r * d + c) + 1] += im(i) * re(j) - re(i) * im(j);
                }
            }
        }
        return Matrix.of(kept.length, out);
    }

    /**
     * Purity of some qubits: the trace of the square of their reduced density matrix.
     *
     * @param kept 1 to 12 qubits
     * @return between 2^-k and 1 for a normalized state
     * @throws IllegalArgumentException if qubits repeat or are out of range
     */
    public double purity(int... kept) {
        double sum = 0;
        for (double e : reduced(kept).toArray()) {
            sum += e * e;
        }
        return sum;
    }

    private void requireQubits(int[] given) {
        for (int q : given) {
            if (q < 0 || q >= qubits) {
                throw new IllegalArgumentException("qubits must lie in 0.." + (qubits - 1) + " but one is " + q);
            }
        }
        if (IntStream.of(given).distinct().count() != given.length) {
            throw new IllegalArgumentException("qubits must differ but were " + Arrays.toString(given));
        }
    }

    private static int spread(int value, int[] to) {
        int out = 0;
        for (int i = 0; i < to.length; i++) {
            out |= (value >> i & 1) << to[i];
        }
        return out;
    }
}
