package org.ketwright.kernels;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gate made ready for the rows of a tile.
 *
 * @param bits number of bits of the matrix
 * @param steps the steps it is made of, the first acts first
 * @param entries where the entries that the loops use lie in the matrix
 * @param forward which rows meet which entries
 * @param backward the same of the transpose
 * @param moments rows of both states that meet at each entry
 * @param fixed the entries if no step has an angle
 */
record LinearOp(int bits, List<LinearStep> steps, int[] entries, LinearTable forward, LinearTable backward,
        LinearTable moments, double @Nullable [] fixed) {

    int dimension() {
        return 1 << bits;
    }
}
