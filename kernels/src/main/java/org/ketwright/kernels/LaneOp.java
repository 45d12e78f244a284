package org.ketwright.kernels;

import java.util.List;

/** One pass over the rows of a tile. */
sealed interface LaneOp {

    /**
     * A run of 2 by 2 matrices, multiplied into one before it meets the rows.
     *
     * @param rows pairs of rows
     * @param turns the matrices, the first acts first
     */
    record Pairs(RowGroups rows, List<Turn> turns) implements LaneOp {
    }

    /**
     * Factors of single rows.
     *
     * @param steps what is multiplied to the rows
     */
    record Phases(List<Phase> steps) implements LaneOp {
    }

    /**
     * A larger matrix.
     *
     * @param rows groups of as many rows as the matrix has
     * @param family the matrices
     * @param slot the angle that drives it, or -1
     * @param real whether imaginary parts are zero
     */
    record Blocks(RowGroups rows, MatrixFamily family, int slot, boolean real) implements LaneOp {
    }

    /**
     * Rows change places.
     *
     * @param source for each row, the row whose contents it gets
     */
    record Shuffle(int[] source) implements LaneOp {
    }

    /**
     * A diagonal step. Rows with equal factors form a class; rows whose factor is one are left out.
     *
     * @param slot the angle that drives it, or -1
     * @param frequency factor of the angle inside cosine and sine
     * @param parts constant, cosine and sine part of the real, then the imaginary part of each class's factor
     * @param derivative the same of the derivative with respect to the angle
     * @param rows rows of each class
     */
    record Phase(int slot, double frequency, double[] parts, double[] derivative, int[][] rows) {
    }
}
