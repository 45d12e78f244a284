package org.ketwright.kernels;

import java.util.List;

/**
 * One pass over memory: blocks, and what is done with each of them in the cache.
 *
 * @param span differences of indices in one block
 * @param blocks bits of stored indices that number the blocks
 * @param rows byte offsets of the contiguous rows of a block, ascending
 * @param perRow pairs in a row
 * @param placesIn where each pair goes in the block buffer
 * @param flipsIn lanes exchanged on the way, empty for none
 * @param placesOut where each pair comes from on the way back
 * @param flipsOut lanes exchanged on the way back, empty for none
 * @param direct whether the only stroke works in place, with no buffer
 * @param strokes what is done
 * @param turns the turns in all strokes, whose cosines the pass must multiply in
 * @param size bits of a block
 */
record SweepPass(SweepSpan span, long blocks, long[] rows, int perRow, int[] placesIn, byte[] flipsIn, int[] placesOut,
        byte[] flipsOut, boolean direct, List<SweepStroke> strokes, int[] turns, int size) {
}
