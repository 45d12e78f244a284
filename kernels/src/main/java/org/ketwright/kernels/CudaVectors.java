package org.ketwright.kernels;

import java.util.function.Function;

/** What batches of complex states and of real vectors in the memory of a card have in common. */
abstract class CudaVectors implements AutoCloseable {
    private final CudaScope memory;
    private final CudaStates states;
    private final Precision precision;
    private boolean closed;

    CudaVectors(CudaDevice device, CudaElement element, int bits, int batch, Precision precision) {
        this.precision = precision;
        memory = new CudaScope(device);
        try {
            states = new CudaStates(memory, element, bits, batch);
            start();
        } catch (RuntimeException e) {
            try {
                memory.close();
            } catch (RuntimeException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    private void start() {
        try (CudaScope on = new CudaScope(memory.device())) {
            states.start(on, 0, 0, 1);
        }
    }

    /** The vectors, as long as they are not closed. */
    final CudaStates states() {
        if (closed) {
            throw new IllegalStateException("the vectors are closed");
        }
        return states;
    }

    /** What is summed over the vectors. */
    final <T> T summed(Function<CudaSums, T> read) {
        try (CudaScope on = new CudaScope(memory.device())) {
            return read.apply(new CudaSums(on, states()));
        }
    }

    final CudaDevice device() {
        return memory.device();
    }

    public final int bits() {
        return states.bits();
    }

    public final int batch() {
        return states.count();
    }

    public final Precision precision() {
        return precision;
    }

    public final void reset() {
        states();
        start();
    }

    public final double progress() {
        return states.progress();
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            memory.close();
        }
    }
}
