package org.ketwright.kernels;

/**
 * A linear change of where amplitudes are stored that moves them only within the cosets of a subspace: each axis of one
 * basis of the subspace goes to the axis of another, and indices without pivot bits stay.
 */
final class SweepMap {
    private final long pivots;
    private final long[] moves = new long[Long.SIZE];
    private final long[] pulls = new long[Long.SIZE];

    SweepMap(SweepSpan span, SweepAxes from, SweepAxes to) {
        pivots = span.pivots();
        for (long p = pivots; p != 0; p &= p - 1) {
            int pivot = Long.numberOfTrailingZeros(p);
            long vector = span.vector(pivot);
            moves[pivot] = vector ^ to.at(from.of(vector));
            pulls[pivot] = 1L << pivot ^ vector ^ from.at(to.of(vector));
        }
    }

    /** Where a shift goes. */
    long shift(long mask) {
        long out = mask;
        for (long p = mask & pivots; p != 0; p &= p - 1) {
            out ^= moves[Long.numberOfTrailingZeros(p)];
        }
        return out;
    }

    /** The mask whose parity after the move is the parity over {@code mask} before it. */
    long parity(long mask) {
        long out = mask & ~pivots;
        for (long p = pivots; p != 0; p &= p - 1) {
            int pivot = Long.numberOfTrailingZeros(p);
            out |= (long) SweepSpan.parity(mask & pulls[pivot]) << pivot;
        }
        return out;
    }
}
