package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Real numbers outside the Java heap, one after the other. */
final class LinearMemory implements AutoCloseable {
    private static final MemorySegment ALL = SweepMemory.everything();
    private static final long CHUNK = 1L << 20;

    private final Precision precision;
    private final SweepMemory memory;
    private final long bytes;
    private boolean closed;

    /**
     * Takes memory; the content is not defined until written.
     *
     * @param precision format
     * @param count how many numbers
     */
    LinearMemory(Precision precision, long count) {
        this.precision = precision;
        this.bytes = count * bytes(precision);
        this.memory = new SweepMemory(bytes);
    }

    /** Bytes of a number. */
    static int bytes(Precision precision) {
        return precision.bytes() / 2;
    }

    /** Where the numbers begin. */
    long address() {
        if (closed) {
            throw new IllegalStateException("the vectors are closed");
        }
        return memory.address();
    }

    double get(long index) {
        return precision == Precision.DOUBLE
                ? ALL.get(ValueLayout.JAVA_DOUBLE, address() + index * Double.BYTES)
                : ALL.get(ValueLayout.JAVA_FLOAT, address() + index * Float.BYTES);
    }

    void set(long index, double value) {
        if (precision == Precision.DOUBLE) {
            ALL.set(ValueLayout.JAVA_DOUBLE, address() + index * Double.BYTES, value);
        } else {
            ALL.set(ValueLayout.JAVA_FLOAT, address() + index * Float.BYTES, (float) value);
        }
    }

    /** Sets all numbers to zero. */
    void clear(Workers workers) {
        long start = address();
        workers.forEach(chunks(), (chunk, worker) -> ALL.asSlice(start + chunk * CHUNK,
                Math.min(CHUNK, bytes - chunk * CHUNK)).fill((byte) 0));
    }

    void assign(LinearMemory source, Workers workers) {
        long from = source.address();
        long to = address();
        workers.forEach(chunks(), (chunk, worker) -> MemorySegment.copy(ALL, from + chunk * CHUNK, ALL,
                to + chunk * CHUNK, Math.min(CHUNK, bytes - chunk * CHUNK)));
    }

    private int chunks() {
        return Math.toIntExact((bytes + CHUNK - 1) / CHUNK);
    }

    @Override
    public void close() {
        closed = true;
        memory.close();
    }
}
