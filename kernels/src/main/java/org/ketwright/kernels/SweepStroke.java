package org.ketwright.kernels;

import org.jspecify.annotations.Nullable;

/** One sweep over a block in the cache. */
sealed interface SweepStroke {

    /** Which loop turns. */
    enum Kind {
        /** Three turns along vector directions. */
        VECTORS(3, 4),
        /** Three turns within vectors. */
        LANES(0, 6),
        /** Two turns that do both. */
        MIXED(2, 5);

        private final int directions;
        private final int markBits;

        Kind(int directions, int markBits) {
            this.directions = directions;
            this.markBits = markBits;
        }

        /** Vector directions of a group of pairs. */
        int directions() {
            return directions;
        }

        /** Most bits of a mark. */
        int markBits() {
            return markBits;
        }

        /** Most turns. */
        int turns() {
            return this == MIXED ? 2 : 3;
        }

        /** Vectors of coefficients for one turn. */
        int vectors() {
            return switch (this) {
                case VECTORS -> 3;
                case LANES -> 2;
                case MIXED -> 8;
            };
        }
    }

    /**
     * Phases, then turns.
     *
     * @param kind the loop
     * @param places byte offset of the first pair of each group
     * @param signs for each group, a bit for each turn
     * @param directions byte offsets between the pairs of a group
     * @param exchanges lanes exchanged by each turn
     * @param terms the turns, -1 where there is none
     * @param parities their parities over stored indices
     * @param patterns their parities over (pair of the group, lane)
     * @param offset where in the tables of the plan their coefficients lie, in bytes
     * @param weave the phases, or null
     */
    record Turns(Kind kind, long[] places, byte[] signs, long[] directions, int[] exchanges, int[] terms,
            long[] parities, int[] patterns, long offset, @Nullable SweepWeave weave) implements SweepStroke {
    }

    /**
     * A dense matrix along vector directions.
     *
     * @param term the term
     * @param places byte offset of the pair at matrix index 0 of each group
     * @param controlled for each group, the parities of the control bits
     * @param offsets byte offset of each matrix index
     * @param parities parities of the matrix bits over stored indices
     * @param controls parities of the control bits over stored indices
     */
    record Dense(int term, long[] places, int[] controlled, long[] offsets, long[] parities, long[] controls)
            implements
                SweepStroke {
    }

    /**
     * A dense matrix amplitude by amplitude, for states too small for the other way.
     *
     * @param term the term
     * @param shifts local shifts of the matrix bits
     * @param locals local parities of the matrix bits, then of the control bits
     * @param parities parities of the matrix bits over stored indices
     * @param controls parities of the control bits over stored indices
     */
    record Slow(int term, long[] shifts, long[] locals, long[] parities, long[] controls) implements SweepStroke {
    }

    /**
     * Moves the amplitudes of the block.
     *
     * @param sources where the amplitudes at the unit coordinates come from
     */
    record Move(long[] sources) implements SweepStroke {
    }
}
