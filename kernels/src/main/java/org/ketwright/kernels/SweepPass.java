package org.ketwright.kernels;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over memory: blocks, and what is done with each of them in the cache.
 *
 * @param span differences of indices in one block
 * @param blocks bits of stored indices that number the blocks
 * @param rows byte offsets of the contiguous rows of a block, ascending
 * @param inner byte offsets within a row
 * @param in how rows go into the block buffer, or null if the only stroke works in memory
 * @param out how they come back
 * @param strokes what is done
 * @param turns the turns in all strokes, whose cosines the pass must multiply in
 * @param size bits of a block
 */
record SweepPass(SweepSpan span, long blocks, long[] rows, long[] inner, @Nullable Way in, @Nullable Way out,
        List<SweepStroke> strokes, int[] turns, int size) {

    /**
     * Where pairs of rows are in the block buffer: pair k of row r at {@code places[r] xor within[k]}, lane l of it in
     * lane l xor {@code flips[r]}.
     *
     * @param places byte offsets
     * @param flips lanes exchanged
     * @param within byte offsets
     */
    record Way(int[] places, byte[] flips, int[] within) {
    }

    /** Whether every block lies together in memory. */
    boolean together() {
        return span.pivots() == (1L << size) - 1;
    }

    /** Whether there is no block buffer. */
    boolean direct() {
        return in == null;
    }

    /** Whether it would only multiply all amplitudes by one. */
    boolean isIdle(SweepValues values) {
        return strokes.getFirst() instanceof SweepStroke.Blend blend && blend.parts().isEmpty()
                && values.factorRe() == 1 && values.factorIm() == 0;
    }
}
