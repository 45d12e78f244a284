package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory on a card with as much on the host to copy from and to. */
final class CudaBuffer {
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
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(values, row * count + first, host, ValueLayout.JAVA_DOUBLE, 8L * row * some, some);
        }
    }

    /** Puts some samples where they belong in rows of samples. */
    void getSamples(double[] values, int rows, int count, int first, int some) {
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(host, ValueLayout.JAVA_DOUBLE, 8L * row * some, values, row * count + first, some);
        }
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
