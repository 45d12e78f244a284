package org.ketwright.simulator;

/** Probabilities of outcomes from the mean values of strings of Z, by a Walsh-Hadamard transform. */
final class ZReading {

    private ZReading() {
    }

    /** Index in the Pauli basis of Z on those of the qubits whose bit in {@code set} is 1. */
    static long index(int set, int[] qubits) {
        long out = 0;
        for (int k = 0; k < qubits.length; k++) {
            out |= (long) (set >> k & 1) << 2 * qubits[k] + 1;
        }
        return out;
    }

    /** In place: the mean of the string of Z on each set of bits becomes the probability of each value of the bits. */
    static void toProbabilities(double[] means) {
        for (int h = 1; h < means.length; h *= 2) {
            for (int i = 0; i < means.length; i++) {
                if ((i & h) == 0) {
                    double sum = (means[i] + means[i + h]) / 2;
                    means[i + h] = (means[i] - means[i + h]) / 2;
                    means[i] = sum;
                }
            }
        }
    }
}
