package org.ketwright.simulator;

/**
 * Density matrices of n qubits to the Pauli basis and back. The vector holds Tr(P rho) for each Pauli string P: bit 2q
 * of the index is set for X or Y on qubit q, bit 2q + 1 for Z or Y.
 */
final class PauliBasis {

    private PauliBasis() {
    }

    /** The matrix that is the sum of v[P] P / 2^n: real and imaginary parts in turn, row-major. */
    static double[] matrix(int qubits, double[] pauli) {
        double[] re = pauli.clone();
        double[] im = new double[re.length];
        for (int q = 0; q < qubits; q++) {
            int low = 1 << 2 * q;
            for (int i = 0; i < re.length; i++) {
                if ((i & 3 * low) != 0) {
                    continue;
                }
                int x = i + low;
                int z = i + 2 * low;
                int y = i + 3 * low;
                toEntries(re, im, i, x, z, y);
            }
        }
        // Of each pair of bits the higher is now that of the row.
        int d = 1 << qubits;
        double[] out = new double[2 * re.length];
        for (int i = 0; i < re.length; i++) {
            int at = 2 * (even(i >> 1) * d + even(i));
            out[at] = re[i];
            out[at + 1] = im[i];
        }
        return out;
    }

    /** Tr(P rho) for each P; {@code interleaved} is a Hermitian matrix, row-major. */
    static double[] vector(int qubits, double[] interleaved) {
        int d = 1 << qubits;
        double[] re = new double[d * d];
        double[] im = new double[d * d];
        for (int i = 0; i < re.length; i++) {
            int at = 2 * (even(i >> 1) * d + even(i));
            re[i] = interleaved[at];
            im[i] = interleaved[at + 1];
        }
        for (int q = 0; q < qubits; q++) {
            int low = 1 << 2 * q;
            for (int i = 0; i < re.length; i++) {
                if ((i & 3 * low) == 0) {
                    toPaulis(re, im, i, i + low, i + 2 * low, i + 3 * low);
                }
            }
        }
        return re;
    }

    /** Tr(P |psi><psi|) for each P. */
    static double[] ofState(int qubits, double[] re, double[] im) {
        int d = 1 << qubits;
        double[] rho = new double[2 * d * d];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                rho[2 * (r * d + c)] = re[r] * re[c] + im[r] * im[c];
                rho[2 * (r * d + c) + 1] = im[r] * re[c] - re[r] * im[c];
            }
        }
        return vector(qubits, rho);
    }

    /** rho00 = (I + Z) / 2, rho01 = (X - i Y) / 2, rho10 = (X + i Y) / 2, rho11 = (I - Z) / 2. */
    private static void toEntries(double[] re, double[] im, int i, int x, int z, int y) {
        double ir = re[i];
        double ii = im[i];
        double xr = re[x];
        double xi = im[x];
        double zr = re[z];
        double zi = im[z];
        double yr = re[y];
        double yi = im[y];
        re[i] = (ir + zr) / 2;
        im[i] = (ii + zi) / 2;
        re[x] = (xr + yi) / 2;
        im[x] = (xi - yr) / 2;
        re[z] = (xr - yi) / 2;
        im[z] = (xi + yr) / 2;
        re[y] = (ir - zr) / 2;
        im[y] = (ii - zi) / 2;
    }

    /** I = rho00 + rho11, X = rho01 + rho10, Z = rho00 - rho11, Y = i (rho01 - rho10). */
    private static void toPaulis(double[] re, double[] im, int zero, int right, int left, int one) {
        double ar = re[zero];
        double ai = im[zero];
        double br = re[right];
        double bi = im[right];
        double cr = re[left];
        double ci = im[left];
        double dr = re[one];
        double di = im[one];
        re[zero] = ar + dr;
        im[zero] = ai + di;
        re[right] = br + cr;
        im[right] = bi + ci;
        re[left] = ar - dr;
        im[left] = ai - di;
        re[one] = ci - bi;
        im[one] = br - cr;
    }

    /** Bits 0, 2, 4, ... of an index. */
    static int even(int index) {
        int out = 0;
        for (int q = 0; q < 16; q++) {
            out |= (index >>> 2 * q & 1) << q;
        }
        return out;
    }
}
