package org.ketwright.simulator;

import java.util.HashSet;
import java.util.List;

/**
 * A question about classical bits: whether, read as a binary number with the first bit lowest, they equal a value.
 *
 * @param clbits distinct classical bits, 1 to 62 of them
 * @param value the number they are compared with, 0 or more
 * @param equal true to ask for equality, false to ask for difference
 */
public record Condition(List<Integer> clbits, long value, boolean equal) {

    /** Copies and checks. */
    public Condition {
        clbits = List.copyOf(clbits);
        if (clbits.isEmpty() || clbits.size() > 62) {
            throw new IllegalArgumentException("a condition reads 1 to 62 classical bits but was given " + clbits);
        }
        if (new HashSet<>(clbits).size() != clbits.size() || clbits.stream().anyMatch(c -> c < 0)) {
            throw new IllegalArgumentException(
                    "the classical bits of a condition must be 0 or more and differ but were " + clbits);
        }
        if (value < 0) {
            throw new IllegalArgumentException("a condition compares with 0 or more but was given " + value);
        }
    }

    /**
     * Whether one bit is 1.
     *
     * @param clbit the bit
     * @return the condition
     */
    public static Condition set(int clbit) {
        return new Condition(List.of(clbit), 1, true);
    }

    /**
     * Whether bits equal a number.
     *
     * @param value the number, the first bit lowest
     * @param clbits the bits
     * @return the condition
     */
    public static Condition equal(long value, List<Integer> clbits) {
        return new Condition(clbits, value, true);
    }

    /**
     * The answer.
     *
     * @param bits classical bits, indexed by number
     * @return whether the condition holds
     */
    boolean holds(boolean[] bits) {
        long read = 0;
        for (int i = 0; i < clbits.size(); i++) {
            read |= bits[clbits.get(i)] ? 1L << i : 0;
        }
        return read == value == equal;
    }
}
