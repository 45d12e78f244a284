package org.ketwright.kernels;

/**
 * Which rows a matrix meets, for the loops. A row of a group lies at the base of the group plus the offset of the
 * matrix row or column, in bytes. Groups come in fours; where their number is no multiple of four, the last is
 * repeated, which does no harm to products since results go elsewhere. Every part of a matrix that is not zero is cut
 * into pieces of as many rows as the loop holds in registers.
 *
 * @param pieces for pieces of four, two and one rows each the numbers of all pieces, {@link #FIELDS} for each
 * @param bases bases of groups
 * @param sources offsets of what is read
 * @param targets offsets of what is written, or in moments read as well
 */
record LinearTable(int[][] pieces, int[] bases, int[] sources, int[] targets) {
    /** Numbers of a piece. */
    static final int FIELDS = 8;

    /** Where the bases of its groups begin. */
    static final int BASES = 0;
    /** How many groups. */
    static final int GROUPS = 1;
    /** How many columns. */
    static final int COLUMNS = 2;
    /** Where its sources begin. */
    static final int SOURCES = 3;
    /** Where its targets begin. */
    static final int TARGETS = 4;
    /** Where its entries begin. */
    static final int ENTRIES = 5;
    /** Distance of entries of neighboring rows. */
    static final int ROW_STEP = 6;
    /** Distance of entries of neighboring columns. */
    static final int COLUMN_STEP = 7;
}
