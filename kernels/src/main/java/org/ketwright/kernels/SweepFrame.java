package org.ketwright.kernels;

import java.util.Arrays;

/**
 * Where amplitudes are stored: index y of the state lies at the exclusive or of {@code shift(q)} over the bits q set in
 * y xor a constant, and bit q of y xor the constant is the parity of the stored index over {@code parity(q)}. Steps that
 * only permute indices linearly (CNOT, SWAP) change this description and no memory. The constant is kept apart, since
 * it may depend on angles.
 */
final class SweepFrame {
    private final long[] shifts;
    private final long[] parities;

    /** Index y is stored at y. */
    SweepFrame(int bits) {
        shifts = new long[bits];
        parities = new long[bits];
        for (int q = 0; q < bits; q++) {
            shifts[q] = 1L << q;
            parities[q] = 1L << q;
        }
    }

    private SweepFrame(long[] shifts, long[] parities) {
        this.shifts = shifts;
        this.parities = parities;
    }

    SweepFrame copy() {
        return new SweepFrame(shifts.clone(), parities.clone());
    }

    int bits() {
        return shifts.length;
    }

    /** The shift of stored indices that flips these bits of the state's indices. */
    long shift(long bits) {
        long out = 0;
        for (long b = bits; b != 0; b &= b - 1) {
            out ^= shifts[Long.numberOfTrailingZeros(b)];
        }
        return out;
    }

    /** The mask over stored indices that has the parity of these bits. */
    long parity(long bits) {
        long out = 0;
        for (long b = bits; b != 0; b &= b - 1) {
            out ^= parities[Long.numberOfTrailingZeros(b)];
        }
        return out;
    }

    /** The bits of the state's index, up to the constant, stored at {@code stored}. */
    long index(long stored) {
        long out = 0;
        for (int q = 0; q < parities.length; q++) {
            out |= (long) SweepSpan.parity(stored & parities[q]) << q;
        }
        return out;
    }

    /**
     * Replaces the value v of some bits by A v.
     *
     * @param on the bits
     * @param columns columns of the invertible A, masks over positions in {@code on}
     */
    void transform(int[] on, int[] columns) {
        int k = on.length;
        long[] oldShifts = new long[k];
        long[] oldParities = new long[k];
        for (int i = 0; i < k; i++) {
            oldShifts[i] = shifts[on[i]];
            oldParities[i] = parities[on[i]];
            parities[on[i]] = 0;
            shifts[on[i]] = 0;
        }
        int[] inverse = inverse(columns);
        for (int column = 0; column < k; column++) {
            for (int row = 0; row < k; row++) {
                if ((columns[column] >> row & 1) != 0) {
                    parities[on[row]] ^= oldParities[column];
                }
                if ((inverse[column] >> row & 1) != 0) {
                    shifts[on[column]] ^= oldShifts[row];
                }
            }
        }
    }

    private static int[] inverse(int[] columns) {
        int k = columns.length;
        int[] rest = columns.clone();
        int[] inverse = new int[k];
        for (int i = 0; i < k; i++) {
            inverse[i] = 1 << i;
        }
        for (int row = 0; row < k; row++) {
            int found = row;
            while ((rest[found] >> row & 1) == 0) {
                found++;
            }
            int r = rest[row];
            rest[row] = rest[found];
            rest[found] = r;
            r = inverse[row];
            inverse[row] = inverse[found];
            inverse[found] = r;
            for (int i = 0; i < k; i++) {
                if (i != row && (rest[i] >> row & 1) != 0) {
                    rest[i] ^= rest[row];
                    inverse[i] ^= inverse[row];
                }
            }
        }
        return inverse;
    }

    /** Follows amplitudes that were moved. */
    void move(SweepMap map) {
        for (int q = 0; q < shifts.length; q++) {
            shifts[q] = map.shift(shifts[q]);
            parities[q] = map.parity(parities[q]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SweepFrame frame && Arrays.equals(shifts, frame.shifts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shifts);
    }
}
