package org.ketwright.kernels;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Vectors of one size that are used again by one sample after the other. Safe for use by several threads. */
final class LinearPool implements AutoCloseable {
    private final Precision precision;
    private final long size;
    private final Queue<LinearMemory> free = new ConcurrentLinkedQueue<>();
    private final Queue<LinearMemory> all = new ConcurrentLinkedQueue<>();

    LinearPool(Precision precision, long size) {
        this.precision = precision;
        this.size = size;
    }

    /** A vector whose content is not defined. */
    LinearMemory take() {
        LinearMemory known = free.poll();
        if (known != null) {
            return known;
        }
        LinearMemory more = new LinearMemory(precision, size);
        all.add(more);
        return more;
    }

    void giveBack(LinearMemory memory) {
        free.add(memory);
    }

    @Override
    public void close() {
        all.forEach(LinearMemory::close);
    }
}
