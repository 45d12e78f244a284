package org.ketwright.kernels;

import java.util.List;

/**
 * Numbers read from real vectors v: output k is the sum of {@code coefficient * v[index]} over its entries.
 *
 * @param outputs the sums, one list of entries for each output
 */
public record LinearReadout(List<List<Entry>> outputs) {

    /**
     * One term of a sum.
     *
     * @param coefficient real weight
     * @param index index of the number it weighs
     */
    public record Entry(double coefficient, long index) {
    }

    /** Copies the lists. */
    public LinearReadout {
        outputs = outputs.stream().map(List::copyOf).toList();
    }

    /**
     * Single numbers: output k is {@code v[indices[k]]}.
     *
     * @param indices indices
     * @return the read-out
     */
    public static LinearReadout at(long... indices) {
        return new LinearReadout(java.util.Arrays.stream(indices).mapToObj(i -> List.of(new Entry(1, i))).toList());
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
