package org.ketwright.kernels;

/**
 * A subspace of the bit masks, in reduced echelon form: each basis vector alone has its highest bit, called its pivot.
 * The other bits number the cosets, so that neighboring cosets lie close in memory.
 */
final class SweepSpan {
    private final long[] byPivot = new long[Long.SIZE];
    private long pivots;

    /** The span of the lowest unit vectors. */
    static SweepSpan ofLowest(int count) {
        SweepSpan span = new SweepSpan();
        for (int i = 0; i < count; i++) {
            span.add(1L << i);
        }
        return span;
    }

    SweepSpan copy() {
        SweepSpan copy = new SweepSpan();
        System.arraycopy(byPivot, 0, copy.byPivot, 0, byPivot.length);
        copy.pivots = pivots;
        return copy;
    }

    long pivots() {
        return pivots;
    }

    int dimension() {
        return Long.bitCount(pivots);
    }

    /** The basis vector with a pivot. */
    long vector(int pivot) {
        return byPivot[pivot];
    }

    /** What is left of a vector modulo the subspace: it has no pivot bit. */
    long reduce(long vector) {
        long rest = vector;
        for (long p = vector & pivots; p != 0; p &= p - 1) {
            rest ^= byPivot[Long.numberOfTrailingZeros(p)];
        }
        return rest;
    }

    boolean contains(long vector) {
        return reduce(vector) == 0;
    }

    /** Adds a vector; false if it was in the subspace. */
    boolean add(long vector) {
        long rest = reduce(vector);
        if (rest == 0) {
            return false;
        }
        int pivot = Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
        for (long p = pivots; p != 0; p &= p - 1) {
            int other = Long.numberOfTrailingZeros(p);
            if ((byPivot[other] >>> pivot & 1) != 0) {
                byPivot[other] ^= rest;
            }
        }
        byPivot[pivot] = rest;
        pivots |= 1L << pivot;
        return true;
    }

    void addAll(SweepSpan other) {
        for (long p = other.pivots; p != 0; p &= p - 1) {
            add(other.byPivot[Long.numberOfTrailingZeros(p)]);
        }
    }

    static int parity(long mask) {
        return Long.bitCount(mask) & 1;
    }
}
