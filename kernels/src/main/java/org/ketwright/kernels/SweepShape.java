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
    static final int ROW_BYTES = 1 << 9;

    static SweepShape of(int bits, SweepKernel kernel, int blockBytes, int rowBytes) {
        int amplitude = kernel.precision().bytes();
        int least = kernel.laneBits();
        return new SweepShape(bits, least, kernel.pair(),
                Math.max(least, Integer.numberOfTrailingZeros(rowBytes / amplitude)),
                Math.min(bits, Math.max(least + 3, Integer.numberOfTrailingZeros(blockBytes / amplitude))));
    }

    int lanes() {
        return 1 << laneBits;
    }

    /** Byte offset of an amplitude whose lane is zero. */
    long place(long index) {
        return (index >>> laneBits) * pair;
    }
}
