package org.ketwright.kernels;

import java.util.List;
import java.util.SortedMap;

/**
 * One round of a pass: what every thread does between two barriers with the amplitudes that it holds in registers.
 *
 * @param registers positions in the index of the register bits, ascending; {@link #NONE} where a state has fewer
 * @param threads positions of the bits of a thread's number
 * @param registerPlaces what each register bit adds to the place in shared memory
 * @param threadPlaces the same of the bits of a thread's number
 * @param constant what is added to all places
 * @param outside what bits outside the tile add to places, by their positions
 * @param loads whether it loads from the states in memory
 * @param stores whether it stores there
 * @param tasks what is done
 */
record CudaRound(int[] registers, int[] threads, int[] registerPlaces, int[] threadPlaces, int constant,
        SortedMap<Integer, Integer> outside, boolean loads, boolean stores, List<CudaTask> tasks) {
    /** The position of a bit that is not there. */
    static final int NONE = -1;
}
