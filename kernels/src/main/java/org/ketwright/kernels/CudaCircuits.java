package org.ketwright.kernels;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches of small states: each block of a card takes some samples from start to read-out, and back in gradients, in one
 * launch. A batch is cut into chunks that take turns in two queues, so that copies of one overlap the work of the other.
 */
final class CudaCircuits {
    /** Bits of a state and of the number of a sample in one block, so that small states fill a block together. */
    private static final int BLOCK_BITS = 9;
    private static final double CHUNK_BYTES = 1 << 27;

    private CudaCircuits() {
    }

    /** Whether states are small enough. */
    static boolean fits(CudaJob job) {
        return job.bits() <= job.element().tileBits(job.isPullback())
                && job.steps().stream().noneMatch(step -> step.kind() == CudaStep.Kind.WIDE);
    }

    /** Takes a batch through. */
    static void run(CudaDevice device, CudaJob job) {
        run(device, job, CHUNK_BYTES);
    }

    /** The same in chunks of a size. */
    static void run(CudaDevice device, CudaJob job, double chunkBytes) {
        double tape = job.isPullback() && !job.element().isComplex()
                ? (double) job.wantedSteps().size() * (job.element().bytes() << job.bits())
                : 0;
        double each = CudaInputs.bytesPerSample(job) + tape
                + CudaTables.bytesPerSample(job.steps(), job.angles(), job.element(), job.isPullback());
        double room = Math.min(chunkBytes, device.freeBytes() / 4);
        // Whole blocks, so that none but the last is partly empty.
        int together = 1 << togetherBits(job);
        int chunk = (int) Math.min(job.count(), Math.max(1, Math.floor(room / each / together)) * together);
        Deque<Queue> queues = new ArrayDeque<>();
        try (Queue one = new Queue(device, job, chunk);
                Queue two = chunk < job.count() ? new Queue(device, job, chunk) : null) {
            queues.add(one);
            if (two != null) {
                queues.add(two);
            }
            for (int first = 0; first < job.count(); first += chunk) {
                Queue next = queues.removeFirst();
                next.deliver();
                next.submit(first, Math.min(chunk, job.count() - first));
                queues.addLast(next);
            }
            queues.forEach(Queue::deliver);
        }
    }

    private static int togetherBits(CudaJob job) {
        return Math.max(0, BLOCK_BITS - job.bits());
    }

    /** A queue with room for a chunk. */
    private static final class Queue implements AutoCloseable {
        private final CudaJob job;
        private final CudaScope scope;
        private final int most;
        private final CudaInputs inputs;
        private final CudaOutputs.Uploaded outputs;
        private CudaTables.@Nullable Uploaded tables;
        private int tablesFor;
        private long tape;
        private boolean isBusy;

        Queue(CudaDevice device, CudaJob job, int most) {
            this.job = job;
            this.most = most;
            scope = new CudaScope(device);
            try {
                inputs = new CudaInputs(job, scope, most);
                outputs = job.outputs().upload(scope);
            } catch (RuntimeException e) {
                scope.close();
                throw e;
            }
        }

        private CudaTables.Uploaded tables(int some) {
            CudaTables.Uploaded known = tables;
            if (known != null && tablesFor == some) {
                return known;
            }
            boolean taped = job.isPullback() && !job.element().isComplex();
            CudaTables made = new CudaTables(job.element(), job.angles(), some);
            long local = (1L << job.bits()) - 1;
            int tapes = 0;
            for (CudaStep step : job.steps()) {
                List<CudaTables.Wanted> wanted = job.wanted(step);
                made.add(step, local, taped && !wanted.isEmpty() ? tapes++ : -1, wanted);
            }
            if (tapes > 0 && tape == 0) {
                tape = scope.allocate((long) tapes * most * job.element().bytes() << job.bits());
            }
            CudaTables.Uploaded uploaded = made.upload(scope, inputs.columns());
            tables = uploaded;
            tablesFor = some;
            return uploaded;
        }

        void submit(int first, int some) {
            inputs.send(first, some);
            CudaTables.Uploaded t = tables(some);
            if (t.evaluate() != null) {
                scope.launch(t.evaluate());
            }
            int together = togetherBits(job);
            long blocks = (some + (1L << together) - 1) >> together;
            int amplitudes = (job.isPullback() ? 2 : 1) << job.bits() + together;
            long[] o = outputs.outputs();
            long[] w = outputs.weights();
            scope.launch(new CudaLaunch(job.element().kernel(job.isPullback() ? "circuit_pull" : "circuit_read"),
                    blocks, job.element().sharedBytes(amplitudes),
                    new long[] {some, job.bits(), together, t.ops(), t.opCount(), t.numbers(), t.sources(),
                            inputs.startReal(), inputs.startImaginary(), o[0], o[1], o[2], inputs.values(),
                            inputs.cotangent(), w[0], w[1], w[2], w[3], t.wanted(), inputs.gradients(), some, 1, 0,
                            inputs.startGradient(), tape}));
            inputs.fetch();
            isBusy = true;
        }

        void deliver() {
            if (isBusy) {
                scope.synchronize();
                inputs.deliver();
                isBusy = false;
            }
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
