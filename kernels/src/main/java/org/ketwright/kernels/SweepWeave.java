package org.ketwright.kernels;

/**
 * Phases that a stroke multiplies in: for each mark (a class of groups of pairs that see the same signs) and each pair of
 * a group a vector of complex factors.
 *
 * @param number counts the weaves of a plan
 * @param marks the mark of each group
 * @param pairs number of pairs in the table
 * @param patterns for each parity the mask over (pair of the table, lane)
 * @param terms for each parity the phases that have it inside the block
 * @param parities the same phases' parities over stored indices
 * @param offset where in the tables of the plan it lies, in bytes
 * @param dynamic whether it depends on the block
 */
record SweepWeave(int number, byte[] marks, int pairs, int[] patterns, int[][] terms, long[][] parities, long offset,
        boolean dynamic) {
}
