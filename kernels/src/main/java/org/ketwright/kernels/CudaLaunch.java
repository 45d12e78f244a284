package org.ketwright.kernels;

/**
 * One launch of a kernel.
 *
 * @param kernel its name
 * @param blocks number of blocks
 * @param threads threads of each block, a power of two
 * @param sharedBytes dynamic shared memory of each block
 * @param arguments the fields of its argument structure, 8 bytes each; a double as its bits
 */
record CudaLaunch(String kernel, long blocks, int threads, int sharedBytes, long[] arguments) {
    /** Threads of a block where nothing else is said. */
    static final int THREADS = 256;
    /** Side of the square of a product that a block computes; its square is the number of threads. */
    private static final int SIDE = 16;

    /** A launch of blocks of the usual size. */
    CudaLaunch(String kernel, long blocks, int sharedBytes, long[] arguments) {
        this(kernel, blocks, THREADS, sharedBytes, arguments);
    }

    /** A launch whose blocks need no more shared memory than a partial sum for each thread. */
    static CudaLaunch of(String kernel, long blocks, long... arguments) {
        return new CudaLaunch(kernel, blocks, THREADS * Double.BYTES, arguments);
    }

    /** A launch with a thread for each of some items. */
    static CudaLaunch over(String kernel, long items, long... arguments) {
        return of(kernel, (items + THREADS - 1) / THREADS, arguments);
    }

    /** A product of matrices, a block for each square of the result. */
    static CudaLaunch product(CudaElement element, long a, long b, long c, int rows, int inner, int columns) {
        long down = (rows + SIDE - 1L) / SIDE;
        long across = (columns + SIDE - 1L) / SIDE;
        return new CudaLaunch(element.kernel("product"), down * across, 3 * SIDE * SIDE * element.bytes(),
                new long[] {a, b, c, rows, inner, columns});
    }
}
