package org.ketwright.simulator.channel;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Matrix;

/** Conversions between the forms of a channel, by way of its Choi matrix. */
final class Forms {
    /** Eigenvalues of a Choi matrix below this are rounding errors. */
    private static final double NEGLIGIBLE = 1e-14;

    private Forms() {
    }

    /** Number of qubits k of a matrix on 2k bits. */
    static int qubitsOf(Matrix form) {
        if (form.bits() < 2 || form.bits() % 2 != 0) {
            throw new IllegalArgumentException("a channel on k qubits is a matrix of dimension 4^k but was given "
                    + form.dimension());
        }
        return form.bits() / 2;
    }

    static void requireReal(Matrix transfer) {
        qubitsOf(transfer);
        double worst = 0;
        for (int r = 0; r < transfer.dimension(); r++) {
            for (int c = 0; c < transfer.dimension(); c++) {
                worst = Math.max(worst, Math.abs(transfer.im(r, c)));
            }
        }
        if (worst > Channel.TOLERANCE) {
            throw Checks.defect("Hermiticity-preserving (a real Pauli transfer matrix)", worst);
        }
    }

    static Matrix choiOfKraus(List<Matrix> kraus) {
        int k = kraus.getFirst().bits();
        int d = 1 << k;
        int size = d * d;
        double[] out = new double[2 * size * size];
        for (Matrix m : kraus) {
            for (int row = 0; row < size; row++) {
                double a = m.re(row % d, row / d);
                double b = m.im(row % d, row / d);
                if (a == 0 && b == 0) {
                    continue;
                }
                for (int column = 0; column < size; column++) {
                    double re = m.re(column % d, column / d);
                    double im = m.im(column % d, column / d);
                    out[2 * (row * size + column)] += a * re + b * im;
                    out[2 * (row * size + column) + 1] += b * re - a * im;
                }
            }
        }
        return Matrix.of(2 * k, out);
    }

    static Matrix transferOfKraus(List<Matrix> kraus) {
        return PauliTransform.transferOfChoi(choiOfKraus(kraus));
    }

    /** Superoperator to Choi matrix and back: both hold E(|r><c|) in row r', column c', in other places. */
    static Matrix reshuffled(Matrix form) {
        int k = qubitsOf(form);
        int d = 1 << k;
        int size = d * d;
        double[] out = new double[2 * size * size];
        for (int c2 = 0; c2 < d; c2++) {
            for (int r2 = 0; r2 < d; r2++) {
                for (int c = 0; c < d; c++) {
                    for (int r = 0; r < d; r++) {
                        int to = 2 * ((c2 * d + r2) * size + c * d + r);
                        out[to] = form.re(r * d + r2, c * d + c2);
                        out[to + 1] = form.im(r * d + r2, c * d + c2);
                    }
                }
            }
        }
        return Matrix.of(2 * k, out);
    }

    static List<Matrix> krausOfChoi(Matrix choi) {
        Hermitian spectrum = Hermitian.of(choi);
        int k = qubitsOf(choi);
        int d = 1 << k;
        List<Matrix> out = new ArrayList<>();
        for (int j = 0; j < spectrum.size(); j++) {
            double weight = spectrum.value(j);
            if (weight <= NEGLIGIBLE) {
                continue;
            }
            double root = Math.sqrt(weight);
            double[] e = new double[2 * d * d];
            for (int i = 0; i < d; i++) {
                for (int o = 0; o < d; o++) {
                    e[2 * (o * d + i)] = root * spectrum.re(i * d + o, j);
                    e[2 * (o * d + i) + 1] = root * spectrum.im(i * d + o, j);
                }
            }
            out.add(Matrix.of(k, e));
        }
        return List.copyOf(out);
    }

    static List<Matrix> checkedKrausOfChoi(Matrix choi) {
        int k = qubitsOf(choi);
        Checks.qubits("a matrix", k);
        int d = 1 << k;
        double[] skew = choi.plus(-1, choi.adjoint()).toArray();
        double asymmetry = 0;
        for (int i = 0; i < skew.length; i += 2) {
            asymmetry = Math.max(asymmetry, Math.hypot(skew[i], skew[i + 1]));
        }
        if (asymmetry > Channel.TOLERANCE) {
            throw Checks.defect("Hermiticity-preserving (a Hermitian Choi matrix)", asymmetry);
        }
        double loss = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double re = i == j ? -1 : 0;
                double im = 0;
                for (int o = 0; o < d; o++) {
                    re += choi.re(i * d + o, j * d + o);
                    im += choi.im(i * d + o, j * d + o);
                }
                loss = Math.max(loss, Math.hypot(re, im));
            }
        }
        if (loss > Channel.TOLERANCE) {
            throw Checks.defect("trace-preserving", loss);
        }
        Hermitian spectrum = Hermitian.of(choi);
        double lowest = spectrum.value(spectrum.size() - 1);
        if (lowest < -Channel.TOLERANCE) {
            throw Checks.defect("completely positive (no negative eigenvalue of the Choi matrix)", -lowest);
        }
        return krausOfChoi(choi);
    }

    /** The Kronecker product of real matrices; {@code low} acts on the lower bits. */
    static Matrix kron(Matrix high, Matrix low) {
        int bits = high.bits() + low.bits();
        int d = 1 << bits;
        int mask = low.dimension() - 1;
        double[] out = new double[d * d];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                out[r * d + c] = high.re(r >> low.bits(), c >> low.bits()) * low.re(r & mask, c & mask);
            }
        }
        return Matrix.real(bits, out);
    }

    /** The real matrix with given numbers on the diagonal. */
    static Matrix diagonal(double... entries) {
        double[] out = new double[entries.length * entries.length];
        for (int i = 0; i < entries.length; i++) {
            out[i * entries.length + i] = entries[i];
        }
        return Matrix.real(Integer.numberOfTrailingZeros(entries.length), out);
    }

    /**
     * The transfer matrix on one qubit that multiplies X and Y by {@code plane}, Z by {@code axis} and adds
     * {@code shift} of the identity to Z; {@code trace} is 1 for a channel and 0 for a derivative.
     */
    static Matrix bloch(double trace, double plane, double axis, double shift) {
        return Matrix.real(2, trace, 0, 0, 0, 0, plane, 0, 0, shift, 0, axis, 0, 0, 0, 0, plane);
    }
}
