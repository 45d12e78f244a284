package org.ketwright.kernels;

/** Coordinates of a subspace of the bit masks along a basis of one's choice. */
final class SweepAxes {
    private final long[] axes;
    private final long pivots;
    /** Coordinates of the reduced basis vectors, by the rank of their pivots. */
    private final long[] coordinates;

    /** A basis of the span; the axes must be independent and as many as its dimension. */
    SweepAxes(SweepSpan span, long[] axes) {
        this.axes = axes;
        this.pivots = span.pivots();
        int dimension = axes.length;
        long[] rows = new long[dimension];
        coordinates = new long[dimension];
        for (int i = 0; i < dimension; i++) {
            rows[i] = Long.compress(axes[i], pivots);
            coordinates[i] = 1L << i;
        }
        for (int column = 0; column < dimension; column++) {
            int found = column;
            while ((rows[found] >>> column & 1) == 0) {
                found++;
            }
            swap(rows, column, found);
            swap(coordinates, column, found);
            for (int i = 0; i < dimension; i++) {
                if (i != column && (rows[i] >>> column & 1) != 0) {
                    rows[i] ^= rows[column];
                    coordinates[i] ^= coordinates[column];
                }
            }
        }
    }

    private static void swap(long[] values, int a, int b) {
        long value = values[a];
        values[a] = values[b];
        values[b] = value;
    }

    int dimension() {
        return axes.length;
    }

    long axis(int i) {
        return axes[i];
    }

    /** Coordinates of a vector of the subspace. */
    long of(long vector) {
        long local = 0;
        for (long p = Long.compress(vector, pivots); p != 0; p &= p - 1) {
            local ^= coordinates[Long.numberOfTrailingZeros(p)];
        }
        return local;
    }

    /** The vector with these coordinates. */
    long at(long local) {
        long vector = 0;
        for (long p = local; p != 0; p &= p - 1) {
            vector ^= axes[Long.numberOfTrailingZeros(p)];
        }
        return vector;
    }

    /** The mask over coordinates whose parity is the parity of a vector of the subspace over {@code mask}. */
    long parity(long mask) {
        long local = 0;
        for (int i = 0; i < axes.length; i++) {
            local |= (long) SweepSpan.parity(axes[i] & mask) << i;
        }
        return local;
    }
}
