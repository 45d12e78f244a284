package org.ketwright.simulator.channel;

import java.util.List;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.MatrixFamily;

/**
 * Pauli strings by the index that orders a Pauli transfer matrix, and the transfer matrices of unitary maps.
 */
public final class Paulis {
    private static final String LETTERS = "IXZY";

    private Paulis() {
    }

    /**
     * The index of a Pauli string.
     *
     * @param label letters I, X, Y, Z, the first for the first listed qubit
     * @return the index, 0 to 4^k - 1
     * @throws IllegalArgumentException if the label is empty, too long or has other letters
     */
    public static int index(String label) {
        if (label.isEmpty() || label.length() > Channel.MAX_QUBITS) {
            throw new IllegalArgumentException("a Pauli label has 1 to " + Channel.MAX_QUBITS
                    + " letters but was given \"" + label + "\"");
        }
        int index = 0;
        for (int q = 0; q < label.length(); q++) {
            int letter = LETTERS.indexOf(label.charAt(q));
            if (letter < 0) {
                throw new IllegalArgumentException(
                        "a Pauli label is made of I, X, Y and Z but was given \"" + label + "\"");
            }
            index |= letter << 2 * q;
        }
        return index;
    }

    /**
     * The label of an index.
     *
     * @param index index of a Pauli string
     * @param qubits number of qubits
     * @return one letter for each qubit
     */
    public static String label(int index, int qubits) {
        StringBuilder out = new StringBuilder();
        for (int q = 0; q < qubits; q++) {
            out.append(LETTERS.charAt(index >> 2 * q & 3));
        }
        return out.toString();
    }

    /**
     * Whether two Pauli strings commute.
     *
     * @param a index of one
     * @param b index of the other
     * @return true if they do
     */
    public static boolean commute(int a, int b) {
        return (Integer.bitCount(x(a) & z(b)) + Integer.bitCount(z(a) & x(b))) % 2 == 0;
    }

    /**
     * The transfer matrix of exp(-i t P / 2) at every angle t.
     *
     * @param pauli index of the string P
     * @param qubits number of qubits k
     * @return a family on 2k bits of frequency 1
     */
    public static MatrixFamily rotation(int pauli, int qubits) {
        int size = 1 << 2 * qubits;
        double[] constant = new double[size * size];
        double[] cosine = new double[size * size];
        double[] sine = new double[size * size];
        for (int q = 0; q < size; q++) {
            if (commute(pauli, q)) {
                constant[q * size + q] = 1;
            } else {
                // Q becomes cos t Q - i sin t PQ, and -i PQ is the Pauli string of index P xor Q, up to its sign.
                cosine[q * size + q] = 1;
                sine[(pauli ^ q) * size + q] = (productPhase(pauli, q) + 3 & 3) == 0 ? 1 : -1;
            }
        }
        return new MatrixFamily(Matrix.real(2 * qubits, constant), Matrix.real(2 * qubits, cosine),
                Matrix.real(2 * qubits, sine), 1);
    }

    /**
     * The transfer matrix of a unitary matrix.
     *
     * @param unitary a matrix on k bits
     * @return a real matrix on 2k bits
     */
    public static Matrix transferOfUnitary(Matrix unitary) {
        return Forms.transferOfKraus(List.of(unitary));
    }

    /** The matrix of a string. */
    static Matrix matrix(int pauli, int qubits) {
        int d = 1 << qubits;
        double[] e = new double[2 * d * d];
        for (int column = 0; column < d; column++) {
            int phase = phase(pauli, column);
            int at = 2 * ((column ^ x(pauli)) * d + column);
            e[at] = re(phase);
            e[at + 1] = im(phase);
        }
        return Matrix.of(qubits, e);
    }

    /** Mask of the qubits with X or Y. */
    static int x(int index) {
        return compress(index);
    }

    /** Mask of the qubits with Z or Y. */
    static int z(int index) {
        return compress(index >> 1);
    }

    /** The power of i that the only entry of a column of a string is; it stands in row {@code column ^ x}. */
    static int phase(int pauli, int column) {
        return Integer.bitCount(x(pauli) & z(pauli)) + 2 * Integer.bitCount(column & z(pauli)) & 3;
    }

    static double re(int power) {
        return power == 0 ? 1 : power == 2 ? -1 : 0;
    }

    static double im(int power) {
        return power == 1 ? 1 : power == 3 ? -1 : 0;
    }

    /** The power of i in PQ = i^power R, where R has the index P xor Q. */
    private static int productPhase(int p, int q) {
        int r = p ^ q;
        return Integer.bitCount(x(p) & z(p)) + Integer.bitCount(x(q) & z(q)) - Integer.bitCount(x(r) & z(r))
                + 2 * Integer.bitCount(z(p) & x(q)) & 3;
    }

    private static int compress(int index) {
        int out = 0;
        for (int q = 0; q < Channel.MAX_QUBITS; q++) {
            out |= (index >> 2 * q & 1) << q;
        }
        return out;
    }
}
