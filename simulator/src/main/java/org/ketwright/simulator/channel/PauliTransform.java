package org.ketwright.simulator.channel;

import org.ketwright.kernels.Matrix;

/**
 * Choi matrix to Pauli transfer matrix and back, {@code R[a][b] = Tr(P_a E(P_b)) / d}. The change of basis is a product
 * over the qubits of output and input: one bit of the row and one of the column change at a time, so that 16^k numbers
 * are passed over 2k times.
 */
final class PauliTransform {
    private final int qubits;
    private final int size;
    private final double[] z;

    /** Numbers at row * 4^k + column of a Choi matrix, whose index has the bits of the output below those of the input. */
    private PauliTransform(int qubits, double[] z) {
        this.qubits = qubits;
        size = 1 << 2 * qubits;
        this.z = z;
    }

    static Matrix transferOfChoi(Matrix choi) {
        PauliTransform t = new PauliTransform(Forms.qubitsOf(choi), choi.toArray());
        for (int q = 0; q < t.qubits; q++) {
            t.toPauli(1 << q, 1);
            t.toPauli(1 << t.qubits + q, -1);
        }
        double[] out = new double[t.size * t.size];
        for (int i = 0; i < out.length; i++) {
            out[t.place(i)] = t.z[2 * i] / (1 << t.qubits);
        }
        return Matrix.real(2 * t.qubits, out);
    }

    static Matrix choiOfTransfer(Matrix transfer) {
        int k = Forms.qubitsOf(transfer);
        PauliTransform t = new PauliTransform(k, new double[2 << 4 * k]);
        for (int i = 0; i < t.size * t.size; i++) {
            int place = t.place(i);
            t.z[2 * i] = transfer.re(place / t.size, place % t.size) * (1 << k);
        }
        for (int q = 0; q < k; q++) {
            t.fromPauli(1 << q, 1);
            t.fromPauli(1 << k + q, -1);
        }
        return Matrix.of(2 * k, t.z);
    }

    /**
     * Where the transfer matrix has a number: letters of the output name the row, those of the input the column. A
     * letter has X or Y by what was a bit of the column, Z or Y by what was one of the row.
     */
    private int place(int index) {
        int at = 0;
        for (int q = 0; q < qubits; q++) {
            int row = index >> q & 1 | (index >> 2 * qubits + q & 1) << 1;
            int column = index >> qubits + q & 1 | (index >> 3 * qubits + q & 1) << 1;
            at |= (row * size + column) << 2 * q;
        }
        return at;
    }

    /** I = 00 + 11, X = 01 + 10, Z = 00 - 11, Y = i sign (01 - 10), in the places of 00, 01, 10 and 11. */
    private void toPauli(int bit, int sign) {
        for (int i = 0; i < size * size; i++) {
            if ((i & (bit | bit * size)) == 0) {
                int a = 2 * i;
                int b = 2 * (i + bit);
                int c = 2 * (i + bit * size);
                int d = 2 * (i + bit + bit * size);
                double re = z[b] - z[c];
                double im = z[b + 1] - z[c + 1];
                z[b] += z[c];
                z[b + 1] += z[c + 1];
                z[c] = z[a] - z[d];
                z[c + 1] = z[a + 1] - z[d + 1];
                z[a] += z[d];
                z[a + 1] += z[d + 1];
                z[d] = -sign * im;
                z[d + 1] = sign * re;
            }
        }
    }

    /** 00 = (I + Z) / 2, 11 = (I - Z) / 2, 01 = (X - i sign Y) / 2, 10 = (X + i sign Y) / 2. */
    private void fromPauli(int bit, int sign) {
        for (int i = 0; i < size * size; i++) {
            if ((i & (bit | bit * size)) == 0) {
                int a = 2 * i;
                int b = 2 * (i + bit);
                int c = 2 * (i + bit * size);
                int d = 2 * (i + bit + bit * size);
                double re = sign * z[d + 1];
                double im = -sign * z[d];
                z[d] = (z[a] - z[c]) / 2;
                z[d + 1] = (z[a + 1] - z[c + 1]) / 2;
                z[a] = (z[a] + z[c]) / 2;
                z[a + 1] = (z[a + 1] + z[c + 1]) / 2;
                z[c] = (z[b] - re) / 2;
                z[c + 1] = (z[b + 1] - im) / 2;
                z[b] = (z[b] + re) / 2;
                z[b + 1] = (z[b + 1] + im) / 2;
            }
        }
    }
}
