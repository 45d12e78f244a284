package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Batches of small states: each block of a card takes some samples from start to read-out, and back in gradients, in one
 * launch. A batch is cut into chunks that take turns in some queues, so that copies of one overlap the work of others.
 */
final class CudaCircuits {
    /** Threads that a chunk should have, to give every part of a card something to do. */
    private static final int CHUNK_THREADS = 1 << 16;
    /** Bytes of the largest buffer of a chunk: what it should have, and the most that the pool of memory keeps. */
    private static final int CHUNK_BYTES = 1 << 22;
    private static final int MOST_BYTES = 1 << 24;
    /** Bytes of the states that a chunk keeps on the way. */
    private static final double TAPE_BYTES = 1 << 30;
    private static final int QUEUES = 4;

    private CudaCircuits() {
    }

    /** Takes a batch through. */
    static void run(CudaDevice device, CudaJob job) {
        run(device, job, MOST_BYTES);
    }

    /** The same in chunks whose buffers have at most some bytes. */
    static void run(CudaDevice device, CudaJob job, int mostBytes) {
        try (Tables tables = new Tables(device, job)) {
            int chunk = chunk(device, job, tables.program, mostBytes);
            Deque<Queue> queues = new ArrayDeque<>();
            try {
                for (int first = 0; first < job.count(); first += chunk) {
                    Queue next = queues.size() < QUEUES ? new Queue(device, tables, chunk) : queues.removeFirst();
                    queues.addLast(next);
                    next.deliver();
                    next.send(first, Math.min(chunk, job.count() - first));
                    next.launch();
                    next.fetch();
                }
                queues.forEach(Queue::deliver);
            } finally {
                close(queues);
            }
        }
    }

    private static void close(Deque<Queue> queues) {
        try (Queue first = queues.pollFirst()) {
            if (first != null) {
                close(queues);
            }
        }
    }

    /** Samples of a chunk: whole blocks, so that none but the last of the batch is partly empty. */
    private static int chunk(CudaDevice device, CudaJob job, CudaProgram program, int mostBytes) {
        int together = program.together(job.element());
        double largest = CudaInputs.largestBytesPerSample(job);
        double tape = (double) program.tapes() * job.element().bytes() * Math.pow(2, program.bits());
        double wanted = Math.max(CHUNK_BYTES / largest,
                (double) CHUNK_THREADS / (1 << program.threadBits()) * together);
        double free = device.freeBytes() / (2 * QUEUES);
        double most = Math.min(Math.min(wanted, mostBytes / largest),
                Math.min(TAPE_BYTES / tape, free / (CudaInputs.bytesPerSample(job) + tape)));
        return (int) Math.min(job.count(), Math.max(1, Math.floor(most / together)) * together);
    }

    /** A program on the card. */
    static final class Tables implements AutoCloseable {
        private final CudaJob job;
        private final CudaProgram program;
        private final CudaScope scope;
        private final long rounds;
        private final long ops;
        private final long angles;
        private final long numbers;
        private final long sources;
        private final long rows;
        private final CudaOutputs.Uploaded outputs;

        Tables(CudaDevice device, CudaJob job) {
            this.job = job;
            program = CudaProgram.of(job);
            scope = new CudaScope(device);
            try {
                rounds = scope.upload(program.rounds());
                ops = scope.upload(program.ops());
                angles = scope.upload(program.angles(job.angles()));
                numbers = uploadNumbers();
                sources = scope.upload(program.sources());
                rows = scope.upload(program.rows());
                outputs = job.outputs().upload(scope);
                // Other queues read them.
                scope.synchronize();
            } catch (RuntimeException e) {
                scope.close();
                throw e;
            }
        }

        private long uploadNumbers() {
            double[] all = program.numbers();
            long bytes = (long) all.length * job.element().realBytes();
            if (bytes == 0) {
                return 0;
            }
            CudaBuffer buffer = scope.buffer(bytes);
            MemorySegment host = buffer.host();
            for (int i = 0; i < all.length; i++) {
                job.element().put(host, i, all[i]);
            }
            buffer.upload(bytes);
            return buffer.address();
        }

        @Override
        public void close() {
            scope.close();
        }
    }

    /** A queue with room for a chunk. */
    static final class Queue implements AutoCloseable {
        private final CudaJob job;
        private final Tables tables;
        private final CudaScope scope;
        private final CudaInputs inputs;
        private final long tape;
        private int some;
        private boolean isBusy;

        /**
         * Takes memory.
         *
         * @param most samples of the largest chunk
         */
        Queue(CudaDevice device, Tables tables, int most) {
            this.tables = tables;
            job = tables.job;
            scope = new CudaScope(device);
            try {
                inputs = new CudaInputs(job, scope, most);
                int together = tables.program.together(job.element());
                long whole = (most + together - 1L) / together * together;
                tape = tables.program.tapes() == 0
                        ? 0
                        : scope.allocate(tables.program.tapes() * whole * job.element().bytes() << tables.program
                                .bits());
            } catch (RuntimeException e) {
                scope.close();
                throw e;
            }
        }

        /** Queues the copies of some samples to the card. */
        void send(int first, int count) {
            some = count;
            inputs.send(first, count);
        }

        /** Queues the work on the samples that were sent. */
        void launch() {
            CudaElement element = job.element();
            CudaProgram program = tables.program;
            int together = program.together(element);
            long[] o = tables.outputs.outputs();
            long[] w = tables.outputs.weights();
            scope.launch(new CudaLaunch(element.kernel(job.isPullback() ? "circuit_pull" : "circuit_read"),
                    (some + together - 1L) / together, 1 << program.threadBits(),
                    program.sharedBytes(element, job.isPullback()),
                    new long[] {some, job.bits(), program.bits(), program.threadBits(), tables.rounds, program.there(),
                            program.roundCount(), tables.ops, tables.angles, tables.numbers, tables.sources,
                            inputs.columns(), inputs.startReal(), inputs.startImaginary(), o[0], o[1], o[2],
                            inputs.values(), program.angleRoom(), program.sumRoom(), inputs.cotangent(), w[0], w[1],
                            w[2], w[3], tables.rows, inputs.gradients(), inputs.startGradient(), tape}));
        }

        /** Queues the copies back. */
        void fetch() {
            inputs.fetch();
            isBusy = true;
        }

        /** Waits for what was queued and puts what came back where it belongs. */
        void deliver() {
            if (isBusy) {
                scope.synchronize();
                inputs.deliver();
                isBusy = false;
            }
        }

        /** Waits until the queue is empty. */
        void await() {
            scope.synchronize();
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
