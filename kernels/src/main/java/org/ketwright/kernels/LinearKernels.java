package org.ketwright.kernels;

/**
 * The loops over lanes of real vectors, once for each precision. A row is one vector of lanes; rows, matrices and
 * sums lie at addresses outside the Java heap, {@code step} is the distance in bytes from a tile to the next. Results
 * go to other rows than those read. What is done is listed in tables of whole numbers, see {@link LinearTable}.
 */
interface LinearKernels {

    /** The kernels of a precision. */
    static LinearKernels of(Precision precision) {
        return precision == Precision.DOUBLE ? LinearDouble.INSTANCE : LinearFloat.INSTANCE;
    }

    /** Products of a matrix, the same in all lanes, with groups of rows. */
    void apply(LinearTable table, long from, long to, long step, int tiles, Numbers matrix);

    /** Products of a matrix of each lane with groups of rows. */
    void applyLanes(LinearTable table, long from, long to, long step, int tiles, long matrix, long matrixStep);

    /** For each entry of a matrix, the sum over groups of a row of one state times a row of the other. */
    void moments(LinearTable table, long right, long left, long step, int tiles, long moments, long momentsStep);

    /** Weighted sums of vectors. */
    void combine(LinearSums sums, Numbers weights, long from, long fromStep, long to, long toStep, int tiles);

    /** Product of two matrices of each lane, row-major. */
    void product(int dimension, long left, long right, long to, long step, int tiles);

    /** Copies vectors: each gets the contents of its source. */
    void pick(int[] sources, long from, long fromStep, long to, long toStep, int tiles);

    /** Adds the sum of products of vectors to one vector. */
    void dot(int count, long one, long other, long step, int tiles, long to, long toStep);

    /** Adds {@code sums[0] + cos * sums[1] + sin * sums[2]} to one vector. */
    void turn(long sums, long step, int tiles, Numbers cosine, Numbers sine, int angle, long to, long toStep);

    /** Copies rows whose lanes lie side by side in the state to a block, or back. */
    void move(long state, long[] offsets, long block, boolean back);

    /**
     * The same where the lanes of the block lie {@code lanes} bytes apart in the state, and neighbors in the state
     * belong to neighboring rows of the block.
     */
    void turnOver(long state, long[] offsets, long[] lanes, long block, boolean back);
}
