package org.ketwright.kernels;

import java.util.List;

/**
 * Real numbers read from a state v: each is a weighted sum of terms {@code <v| T |v>}, where T maps index i to i xor
 * flip with the factor {@code i^popcount(flip and sign) * (-1)^popcount(i and sign)} (a bit in flip alone is a
 * Pauli X, in sign alone a Z, in both a Y).
 *
 * @param outputs the sums, one list of terms for each output
 */
public record Readout(List<List<Term>> outputs) {

    /**
     * One term.
     *
     * @param coefficient real weight
     * @param flip mask of flipped bits
     * @param sign mask of bits that give signs
     */
    public record Term(double coefficient, long flip, long sign) {
    }

    /** Copies the lists. */
    public Readout {
        outputs = outputs.stream().map(List::copyOf).toList();
    }

    /**
     * The parity of single bits: output k is +1 where bit {@code bits[k]} is 0 and -1 where it is 1.
     *
     * @param bits bits
     * @return the read-out
     */
    public static Readout signs(int... bits) {
        return new Readout(java.util.Arrays.stream(bits).mapToObj(b -> List.of(new Term(1, 0, 1L << b))).toList());
    }

    /**
     * Number of outputs.
     *
     * @return how many numbers a sample gives
     */
    public int size() {
        return outputs.size();
    }
}
