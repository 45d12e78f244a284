package org.ketwright.kernels;

import java.util.Arrays;

/**
 * How kernels move bits of a number to other places: runs of neighboring bits by a shift and a mask each, which is cheaper
 * than bit by bit.
 */
final class CudaRuns {
    /** Most bits that are picked. */
    static final int MOST_PICKED = 8;
    private static final int PICK_BITS = 16;
    private static final int SHIFT_BITS = 8;

    private CudaRuns() {
    }

    /**
     * How bits of an index become a number: in 16 bits each, how far down and to which bits.
     *
     * @param positions of the bits in the index, ascending, at most 8; the first becomes the lowest
     * @return two words
     */
    static long[] picks(int[] positions) {
        long[] out = new long[2];
        int run = 0;
        for (int i = 0; i < positions.length; run++) {
            int begin = i++;
            while (i < positions.length && positions[i] == positions[i - 1] + 1) {
                i++;
            }
            long mask = (1L << i) - (1L << begin);
            long word = positions[begin] - begin | mask << SHIFT_BITS;
            out[run * PICK_BITS / Long.SIZE] |= word << run * PICK_BITS % Long.SIZE;
        }
        return out;
    }

    /**
     * How a number goes to the bits of a mask, the lowest first: for each run, how far up and to which bits.
     *
     * @param most number of runs to return; those that are not there are zero
     */
    static long[] deposits(long mask, int most) {
        long[] out = new long[2 * most];
        int taken = 0;
        long rest = mask;
        for (int i = 0; rest != 0; i += 2) {
            int at = Long.numberOfTrailingZeros(rest);
            int length = Long.numberOfTrailingZeros(~(rest >>> at));
            out[i] = (long) at - taken;
            out[i + 1] = (1L << length) - 1 << at;
            rest &= ~out[i + 1];
            taken += length;
        }
        return out;
    }

    /** Which of some bits come in ascending order, by their number. */
    static int[] ascending(int[] numbers, int[] bits) {
        return Arrays.stream(numbers).boxed().sorted((a, b) -> Integer.compare(bits[a], bits[b]))
                .mapToInt(k -> k).toArray();
    }
}
