package org.ketwright.kernels;

/**
 * Which vectors are summed: sum i is of the vectors {@code starts[i]} to {@code starts[i + 1] - 1} of the sources.
 *
 * @param starts where the sources of each sum begin, and the end of the last
 * @param sources offsets in bytes of the vectors read
 * @param targets offsets in bytes of the sums
 */
record LinearSums(int[] starts, int[] sources, int[] targets) {
}
