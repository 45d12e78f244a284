package org.ketwright.kernels;

import java.util.List;
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

    /**
     * Everything a pass does at once, in memory: each amplitude times a coefficient plus its partner times another.
     *
     * @param parts what is done, in order
     * @param signs parities over stored indices on which the coefficients depend, independent
     * @param turned the signs that differ between an amplitude and its partner
     * @param moved the signs that differ between the pair of an amplitude and that of its partner
     * @param marks the signs of each pair of a block, or of each first of two pairs that blend
     * @param above bits of a pair's number that are one higher in memory, to leave out the second pairs
     * @param run first pairs after which memory is read ahead, or 0 for never
     * @param direction byte offset from a pair to its partner, 0 if there is none
     * @param exchange lanes exchanged with the partner
     * @param offset where in the tables of the plan the coefficients lie, in bytes
     */
    record Blend(List<Part> parts, long[] signs, int turned, int moved, byte[] marks, int above, int run,
            long direction, int exchange, long offset) implements SweepStroke {

        /** What a part does. */
        enum Act {
            /** Multiplies by a phase. */
            PHASE,
            /** Turns. */
            TURN,
            /** Multiplies by a matrix on one bit. */
            MATRIX
        }

        /**
         * One term.
         *
         * @param term the term
         * @param act what it does
         * @param pattern the signs whose parity is that of the term, or the bit of the matrix
         * @param controls the signs whose parities are the control bits
         */
        record Part(int term, Act act, int pattern, int[] controls) {
        }
    }
}
