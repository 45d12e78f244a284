package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory on a card with as much on the host to copy from and to. */
final class CudaBuffer {
    /** Numbers that a thread copies at a time. */
    static final int PIECE = 1 << 14;

    private final CudaScope scope;
    private final long address;
    private final MemorySegment host;

    CudaBuffer(CudaScope scope, long bytes) {
        this.scope = scope;
        address = scope.allocate(bytes);
        host = scope.allocateHost(bytes);
    }

    long address() {
        return address;
    }

    MemorySegment host() {
        return host;
    }

    void put(long[] values) {
        MemorySegment.copy(values, 0, host, ValueLayout.JAVA_LONG, 0, values.length);
    }

    void put(double[] values) {
        MemorySegment.copy(values, 0, host, ValueLayout.JAVA_DOUBLE, 0, values.length);
    }

    /** Takes some samples of rows of samples. */
    void putSamples(double[] values, int rows, int count, int first, int some) {
        putSamples(values, rows, count, first, some, some);
    }

    /** Puts some samples where they belong in rows of samples. */
    void getSamples(double[] values, int rows, int count, int first, int some) {
        getSamples(values, rows, count, first, some, some);
    }

    /**
     * Takes some samples of rows of samples.
     *
     * @param values {@code [row * count + sample]}
     * @param stride how far apart rows lie here
     */
    void putSamples(double[] values, int rows, int count, int first, int some, int stride) {
        pieces(rows, some, (row, from, length) -> MemorySegment.copy(values, row * count + first + from, host,
                ValueLayout.JAVA_DOUBLE, 8L * row * stride + 8L * from, length));
    }

    /**
     * Puts some samples where they belong in rows of samples.
     *
     * @param values {@code [row * count + sample]}
     * @param stride how far apart rows lie here
     */
    void getSamples(double[] values, int rows, int count, int first, int some, int stride) {
        pieces(rows, some, (row, from, length) -> MemorySegment.copy(host, ValueLayout.JAVA_DOUBLE,
                8L * row * stride + 8L * from, values, row * count + first + from, length));
    }

    /** Puts numbers from one on where they belong. */
    void get(long from, double[] to, int at, int length) {
        MemorySegment.copy(host, ValueLayout.JAVA_DOUBLE, 8 * from, to, at, length);
    }

    /** Adds numbers from one on where they belong. */
    void add(long from, double[] to, int at, int length) {
        for (int i = 0; i < length; i++) {
            to[at + i] += host.getAtIndex(ValueLayout.JAVA_DOUBLE, from + i);
        }
    }

    /** What is done with a part of a row. */
    @FunctionalInterface
    private interface Piece {
        void run(int row, int from, int length);
    }

    /** One thread copies slower than a card reads and writes. */
    private static void pieces(int rows, int some, Piece piece) {
        int perRow = Math.ceilDiv(some, PIECE);
        Workers.shared().forEach(rows * perRow, (chunk, worker) -> {
            int from = chunk % perRow * PIECE;
            piece.run(chunk / perRow, from, Math.min(PIECE, some - from));
        });
    }

    double[] doubles(int length) {
        double[] out = new double[length];
        MemorySegment.copy(host, ValueLayout.JAVA_DOUBLE, 0, out, 0, length);
        return out;
    }

    void upload(long bytes) {
        scope.copyIn(host, address, bytes);
    }

    void download(long bytes) {
        scope.copyOut(address, host, bytes);
    }
}
