package org.ketwright.kernels;

/**
 * Sizes that a schedule depends on.
 *
 * @param bits index bits held, at least three more than lane bits
 * @param laneBits bits that lie within a vector
 * @param pair bytes of a vector of real and a vector of imaginary parts
 * @param contiguousBits lowest bits that lie together in every block
 * @param blockBits bits of a block
 */
record SweepShape(int bits, int laneBits, int pair, int contiguousBits, int blockBits) {
    /** Bytes of a block: with the tables it must fit the second-level cache. */
    static final int BLOCK_BYTES = 1 << 19;
    /** Bytes that lie together; shorter runs cost bandwidth. */
    static final int ROW_BYTES = 1 << 10;

    /** Vector directions that the loops need. */
    private static final int LEAST_VECTOR_BITS = 3;

    /** Sizes for a state of some bits; a few more are held if they are too few. */
    static SweepShape of(int bits, SweepKernel kernel) {
        return of(bits, kernel, BLOCK_BYTES, ROW_BYTES);
    }

    /** The same with blocks and rows of other sizes. */
    static SweepShape of(int wanted, SweepKernel kernel, int blockBytes, int rowBytes) {
        int amplitude = kernel.precision().bytes();
        int least = kernel.laneBits();
        int bits = Math.max(wanted, least + LEAST_VECTOR_BITS);
        return new SweepShape(bits, least, kernel.pair(),
                Math.max(least, Integer.numberOfTrailingZeros(rowBytes / amplitude)),
                Math.min(bits, Math.max(least + LEAST_VECTOR_BITS, Integer.numberOfTrailingZeros(blockBytes
                        / amplitude))));
    }

    int lanes() {
        return 1 << laneBits;
    }

    /** Byte offset of an amplitude whose lane is zero. */
    long place(long index) {
        return (index >>> laneBits) * pair;
    }
}
