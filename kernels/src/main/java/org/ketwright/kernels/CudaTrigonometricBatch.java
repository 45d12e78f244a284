package org.ketwright.kernels;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Batches of trigonometric sums from Java arrays to Java arrays. A batch is cut into chunks that take turns in a few
 * queues: while the card copies and computes, the threads of the host copy other chunks to and from locked memory, which
 * takes longest.
 */
final class CudaTrigonometricBatch {
    private static final int QUEUES = 3;
    /** Of one chunk on its way: memory of this size is kept for the next batch. */
    private static final double CHUNK_BYTES = 1 << 23;

    private final TrigonometricSums sums;
    private final Samples samples;
    private final double @Nullable [] cotangent;
    private final double[] out;

    private CudaTrigonometricBatch(TrigonometricSums sums, Samples samples, double @Nullable [] cotangent,
            double[] out) {
        this.sums = sums;
        this.samples = samples;
        this.cotangent = cotangent;
        this.out = out;
    }

    /**
     * Takes a batch through.
     *
     * @param rows samples of a product, see {@link CudaTrigonometric#rows}
     * @param cotangent weights of outputs, if derivatives are wanted
     * @param out receives outputs, or derivatives
     */
    static void run(CudaDevice device, TrigonometricSums sums, Samples samples, Precision precision, int rows,
            double @Nullable [] cotangent, double[] out) {
        new CudaTrigonometricBatch(sums, samples, cotangent, out).run(device, precision, rows);
    }

    private void run(CudaDevice device, Precision precision, int rows) {
        int count = samples.count();
        double each = 8.0 * (2 * sums.columns() + sums.outputs());
        int chunk = rows > 0
                ? rows
                : (int) Math.clamp(Math.min(CHUNK_BYTES, device.freeBytes() / (4 * QUEUES)) / each, 1, count);
        try (CudaScope tables = new CudaScope(device); Queues queues = new Queues()) {
            CudaTrigonometric card = new CudaTrigonometric(tables, sums, precision, rows, cotangent != null);
            tables.synchronize();
            for (int first = 0; first < count; first += chunk) {
                Queue next = queues.next(() -> new Queue(device, card, chunk));
                next.deliver();
                next.submit(first, Math.min(chunk, count - first), rows > 0);
            }
            queues.all.forEach(Queue::deliver);
        }
    }

    /** The queues, of which the one that was given work first comes next. */
    private static final class Queues implements AutoCloseable {
        private final Deque<Queue> all = new ArrayDeque<>();

        Queue next(Supplier<Queue> more) {
            Queue next = all.size() < QUEUES ? more.get() : all.removeFirst();
            all.addLast(next);
            return next;
        }

        @Override
        public void close() {
            RuntimeException first = null;
            for (Queue queue : all) {
                try {
                    queue.close();
                } catch (RuntimeException e) {
                    first = first == null ? e : first;
                }
            }
            if (first != null) {
                throw first;
            }
        }
    }

    /** A queue with room for a chunk. */
    private final class Queue implements AutoCloseable {
        private final CudaTrigonometric card;
        private final CudaScope scope;
        private final CudaBuffer columns;
        private final @Nullable CudaBuffer weights;
        private final CudaBuffer results;
        private final long work;
        private int first;
        private int some;
        /** How far apart rows lie on the card. */
        private int stride;

        Queue(CudaDevice device, CudaTrigonometric card, int chunk) {
            this.card = card;
            scope = new CudaScope(device);
            try {
                columns = scope.buffer(8L * sums.columns() * chunk);
                weights = cotangent == null ? null : scope.buffer(8L * sums.outputs() * chunk);
                results = scope.buffer(8L * resultRows() * chunk);
                work = card.workBytes() == 0 ? 0 : scope.allocate(card.workBytes());
            } catch (RuntimeException e) {
                scope.close();
                throw e;
            }
        }

        private int resultRows() {
            return cotangent == null ? sums.outputs() : sums.columns();
        }

        /** Products are always of whole chunks, whose last samples may be of no use. */
        void submit(int from, int count, boolean isWhole) {
            first = from;
            some = count;
            stride = isWhole ? (int) (columns.host().byteSize() / 8 / sums.columns()) : count;
            send(columns, samples.values(), sums.columns());
            if (weights != null && cotangent != null) {
                send(weights, cotangent, sums.outputs());
                card.pullback(scope, columns.address(), weights.address(), results.address(), work, stride);
            } else {
                card.values(scope, columns.address(), results.address(), work, stride);
            }
            results.download(8L * resultRows() * stride);
        }

        private void send(CudaBuffer buffer, double[] from, int rows) {
            buffer.putSamples(from, rows, samples.count(), first, some, stride);
            buffer.upload(8L * rows * stride);
        }

        /** Waits, and puts what has come back where it belongs. */
        void deliver() {
            if (some > 0) {
                scope.synchronize();
                results.getSamples(out, resultRows(), samples.count(), first, some, stride);
                some = 0;
            }
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
