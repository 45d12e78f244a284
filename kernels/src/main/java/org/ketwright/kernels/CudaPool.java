package org.ketwright.kernels;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Memory that is kept for the next who asks: a driver takes longer to give memory than a card to run a small circuit.
 * Pieces have sizes of powers of two; large ones are not kept. Safe for use by several threads.
 */
final class CudaPool {
    private static final long LEAST = 1 << 9;
    private static final long MOST = 1 << 24;

    private final LongUnaryOperator take;
    private final LongConsumer give;
    private final Map<Long, Deque<Long>> kept = new HashMap<>();
    private final Map<Long, Long> taken = new HashMap<>();
    private long keptBytes;

    /**
     * An empty pool.
     *
     * @param take takes bytes and returns their address
     * @param give gives back what lies at an address
     */
    CudaPool(LongUnaryOperator take, LongConsumer give) {
        this.take = take;
        this.give = give;
    }

    synchronized long take(long bytes) {
        long size = size(bytes);
        Deque<Long> free = kept.get(size);
        Long known = free == null ? null : free.poll();
        long address = known == null ? fresh(size) : known;
        keptBytes -= known == null ? 0 : size;
        taken.put(address, size);
        return address;
    }

    private long fresh(long size) {
        try {
            return take.applyAsLong(size);
        } catch (InsufficientMemoryException e) {
            drain();
            return take.applyAsLong(size);
        }
    }

    private static long size(long bytes) {
        return bytes > MOST ? bytes : Math.max(LEAST, Long.highestOneBit(2 * bytes - 1));
    }

    synchronized void give(long address) {
        Long size = taken.remove(address);
        if (size == null) {
            throw new IllegalStateException("memory is given back that was not taken here, or twice");
        }
        if (size > MOST) {
            give.accept(address);
        } else {
            keptBytes += size;
            kept.computeIfAbsent(size, s -> new ArrayDeque<>()).push(address);
        }
    }

    /** Bytes kept that would be given for another size. */
    synchronized long keptBytes() {
        return keptBytes;
    }

    /** Gives back all that is kept. */
    synchronized void drain() {
        for (Map.Entry<Long, Deque<Long>> free : kept.entrySet()) {
            for (Long address = free.getValue().poll(); address != null; address = free.getValue().poll()) {
                keptBytes -= free.getKey();
                give.accept(address);
            }
        }
    }
}
