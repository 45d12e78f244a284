package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;

/**
 * A card, as far as the backend needs one: memory, copies, launches. The real one speaks to the driver; tests put the
 * kernels as compiled for the host behind it. Safe for use by several threads.
 */
interface CudaDevice {

    /** Name, memory and driver in words. */
    String description();

    /** Bytes that can still be allocated. */
    double freeBytes();

    /**
     * Takes memory on the card.
     *
     * @param bytes how much, more than 0
     * @return its address
     * @throws InsufficientMemoryException if there is not enough
     */
    long allocate(long bytes);

    /** Gives memory back. */
    void free(long address);

    /** Takes memory of the host that the card copies from and to while both work. */
    MemorySegment allocateHost(long bytes);

    /** Gives memory of the host back. */
    void freeHost(MemorySegment memory);

    /** A queue of work. */
    long openStream();

    /** Ends a queue. */
    void closeStream(long stream);

    /** Waits until a queue is empty. */
    void synchronize(long stream);

    /** Queues a copy to the card; the memory must stay as it is until the queue is empty. */
    void copyIn(MemorySegment from, long to, long bytes, long stream);

    /** Queues a copy from the card. */
    void copyOut(long from, MemorySegment to, long bytes, long stream);

    /** Queues a copy within the card. */
    void copy(long from, long to, long bytes, long stream);

    /** Queues a launch. */
    void launch(CudaLaunch launch, long stream);

    /** Whether products go by a library, which is much faster than the kernel of this program. */
    default boolean hasLibrary() {
        return false;
    }

    /**
     * Queues a product of matrices whose columns lie one after the other; by the kernel of this program, unless the device
     * has a better way.
     *
     * @param a address of the left factor, rows x inner
     * @param b address of the right factor, inner x columns
     * @param c address of the product, rows x columns
     */
    default void multiply(CudaElement element, long a, long b, long c, int rows, int inner, int columns,
            long stream) {
        launch(CudaLaunch.product(element, a, b, c, rows, inner, columns), stream);
    }
}
