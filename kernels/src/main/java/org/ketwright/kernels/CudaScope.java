package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/** A queue of work on a card and the memory that it uses; all of it is given back at once. */
final class CudaScope implements AutoCloseable {
    private final CudaDevice device;
    private final long stream;
    private final Deque<Runnable> release = new ArrayDeque<>();

    CudaScope(CudaDevice device) {
        this.device = device;
        stream = device.openStream();
    }

    CudaDevice device() {
        return device;
    }

    long allocate(long bytes) {
        long address = device.allocate(Math.max(bytes, 1));
        release.push(() -> device.free(address));
        return address;
    }

    MemorySegment allocateHost(long bytes) {
        MemorySegment memory = device.allocateHost(Math.max(bytes, 1));
        release.push(() -> device.freeHost(memory));
        return memory;
    }

    /** Memory on both sides. */
    CudaBuffer buffer(long bytes) {
        return new CudaBuffer(this, bytes);
    }

    /** A table on the card; 0 if it is empty. */
    long upload(long[] table) {
        if (table.length == 0) {
            return 0;
        }
        CudaBuffer buffer = buffer((long) table.length * Long.BYTES);
        buffer.put(table);
        buffer.upload((long) table.length * Long.BYTES);
        return buffer.address();
    }

    void launch(CudaLaunch launch) {
        if (launch.blocks() > 0) {
            device.launch(launch, stream);
        }
    }

    void multiply(CudaElement element, long a, long b, long c, int rows, int inner, int columns) {
        device.multiply(element, a, b, c, rows, inner, columns, stream);
    }

    void copyIn(MemorySegment from, long to, long bytes) {
        device.copyIn(from, to, bytes, stream);
    }

    void copyOut(long from, MemorySegment to, long bytes) {
        device.copyOut(from, to, bytes, stream);
    }

    void copy(long from, long to, long bytes) {
        device.copy(from, to, bytes, stream);
    }

    void synchronize() {
        device.synchronize(stream);
    }

    @Override
    public void close() {
        RuntimeException first = null;
        // Nothing is given back while the card may still use it; a queue that failed is empty.
        release.addLast(() -> device.closeStream(stream));
        release.push(() -> device.synchronize(stream));
        while (!release.isEmpty()) {
            try {
                release.pop().run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
