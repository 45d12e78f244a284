package org.ketwright.simulator;

import java.util.List;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.MatrixFamily;

/** Textbook matrices of the gate catalogue, and how a small matrix looks on more qubits. */
final class Matrices {
    static final double ROOT_HALF = Math.sqrt(0.5);
    static final Matrix I = Matrix.identity(1);
    static final Matrix X = Matrix.real(1, 0, 1, 1, 0);
    static final Matrix Y = Matrix.of(1, 0, 0, 0, -1, 0, 1, 0, 0);
    static final Matrix Z = Matrix.real(1, 1, 0, 0, -1);
    static final Matrix H = Matrix.real(1, ROOT_HALF, ROOT_HALF, ROOT_HALF, -ROOT_HALF);
    static final Matrix S = phase(0, 1);
    static final Matrix SDG = phase(0, -1);
    static final Matrix T = phase(ROOT_HALF, ROOT_HALF);
    static final Matrix TDG = phase(ROOT_HALF, -ROOT_HALF);
    static final Matrix SX = Matrix.of(1, 0.5, 0.5, 0.5, -0.5, 0.5, -0.5, 0.5, 0.5);
    static final Matrix SXDG = SX.adjoint();
    static final Matrix SWAP = Matrix.real(2, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1);
    static final Matrix ISWAP = Matrix.of(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 1, 0);
    static final Matrix ECR = kron(I, X).plus(-1, kron(X, Y)).times(scalar(2, ROOT_HALF, 0));
    static final Matrix XX = kron(X, X);
    static final Matrix YY = kron(Y, Y);
    static final Matrix ZZ = kron(Z, Z);
    /** Z on the first qubit, X on the second. */
    static final Matrix ZX = kron(X, Z);
    /** The relative-phase Toffoli gate: where the first qubit is 1, Y if the second is 1 and Z if it is 0. */
    static final Matrix RCCX = controlled(controlled(Y, 1, 1), 1, 1)
            .times(controlled(controlled(Z, 1, 0), 1, 1));
    static final Matrix RC3X = relativePhaseThreefoldX();

    private Matrices() {
    }

    /** The factor exp(i t): a global phase, on no qubits. */
    static MatrixFamily globalPhase() {
        return new MatrixFamily(Matrix.zero(0), Matrix.of(0, 1, 0), Matrix.of(0, 0, 1), 1);
    }

    /** diag(1, exp(i t)). */
    static MatrixFamily phaseShift() {
        return new MatrixFamily(Matrix.real(1, 1, 0, 0, 0), Matrix.real(1, 0, 0, 0, 1),
                Matrix.of(1, 0, 0, 0, 0, 0, 0, 0, 1), 1);
    }

    /** exp(-i t P / 2) for a matrix P whose square is the identity. */
    static MatrixFamily rotation(Matrix p) {
        return new MatrixFamily(Matrix.zero(p.bits()), Matrix.identity(p.bits()), p.times(scalar(p.bits(), 0, -1)),
                0.5);
    }

    private static Matrix phase(double re, double im) {
        return Matrix.of(1, 1, 0, 0, 0, 0, 0, re, im);
    }

    static Matrix scalar(int bits, double re, double im) {
        int d = 1 << bits;
        double[] e = new double[2 * d * d];
        for (int i = 0; i < d; i++) {
            e[2 * (i * d + i)] = re;
            e[2 * (i * d + i) + 1] = im;
        }
        return Matrix.of(bits, e);
    }

    /** Kronecker product; {@code low} acts on the lower bits. */
    static Matrix kron(Matrix high, Matrix low) {
        int bits = high.bits() + low.bits();
        int d = 1 << bits;
        int mask = low.dimension() - 1;
        double[] e = new double[2 * d * d];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                int hr = r >> low.bits();
                int hc = c >> low.bits();
                double a = high.re(hr, hc);
                double b = high.im(hr, hc);
                double p = low.re(r & mask, c & mask);
                double q = low.im(r & mask, c & mask);
                e[2 * (r * d + c)] = a * p - b * q;
                e[2 * (r * d + c) + 1] = a * q + b * p;
            }
        }
        return Matrix.of(bits, e);
    }

    /** Acts where {@code count} new lowest bits equal {@code values}, and is the identity elsewhere. */
    static Matrix controlled(Matrix matrix, int count, int values) {
        return controlled(matrix, count, values, 1);
    }

    /** Acts where {@code count} new lowest bits equal {@code values}, and is {@code elsewhere} times 1 elsewhere. */
    static Matrix controlled(Matrix matrix, int count, int values, double elsewhere) {
        int bits = matrix.bits() + count;
        int d = 1 << bits;
        int mask = (1 << count) - 1;
        double[] e = new double[2 * d * d];
        for (int r = 0; r < d; r++) {
            if ((r & mask) != values) {
                e[2 * (r * d + r)] = elsewhere;
                continue;
            }
            for (int c = 0; c < matrix.dimension(); c++) {
                int at = 2 * (r * d + (c << count | values));
                e[at] = matrix.re(r >> count, c);
                e[at + 1] = matrix.im(r >> count, c);
            }
        }
        return Matrix.of(bits, e);
    }

    /** The matrix on {@code bits} bits that acts as {@code matrix} on the bits {@code on}. */
    static Matrix embed(Matrix matrix, List<Integer> on, int bits) {
        int d = 1 << bits;
        int touched = 0;
        for (int bit : on) {
            touched |= 1 << bit;
        }
        double[] e = new double[2 * d * d];
        for (int c = 0; c < d; c++) {
            int from = gather(c, on);
            for (int to = 0; to < matrix.dimension(); to++) {
                int r = c & ~touched | spread(to, on);
                e[2 * (r * d + c)] = matrix.re(to, from);
                e[2 * (r * d + c) + 1] = matrix.im(to, from);
            }
        }
        return Matrix.of(bits, e);
    }

    /** Largest magnitude of an entry of U adjoint(U) - 1. */
    static double distanceFromUnitary(Matrix u) {
        double[] e = u.times(u.adjoint()).plus(-1, Matrix.identity(u.bits())).toArray();
        double worst = 0;
        for (int i = 0; i < e.length; i += 2) {
            worst = Math.max(worst, Math.hypot(e[i], e[i + 1]));
        }
        return worst;
    }

    private static int gather(int index, List<Integer> bits) {
        int out = 0;
        for (int i = 0; i < bits.size(); i++) {
            out |= (index >> bits.get(i) & 1) << i;
        }
        return out;
    }

    private static int spread(int value, List<Integer> bits) {
        int out = 0;
        for (int i = 0; i < bits.size(); i++) {
            out |= (value >> i & 1) << bits.get(i);
        }
        return out;
    }

    /** iZ on the fourth qubit where the first three are 1, 1, 0; iY where they are 1, 1, 1 (Qiskit's RC3XGate). */
    private static Matrix relativePhaseThreefoldX() {
        Matrix i = scalar(1, 0, 1);
        return controlled(i.times(Z), 3, 0b011).times(controlled(i.times(Y), 3, 0b111));
    }
}
