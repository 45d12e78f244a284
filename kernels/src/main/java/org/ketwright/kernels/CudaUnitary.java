package org.ketwright.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Batches with starts of their own through a plan that is the same for all samples: its steps make one matrix, and the
 * batch is one product of matrices.
 */
final class CudaUnitary {
    /** The matrix has 4^n entries. */
    private static final int MOST_BITS = 9;
    /** Below this the matrix costs more than it saves. */
    private static final int LEAST_SAMPLES_BITS = 1;
    private static final double CHUNK_BYTES = 1 << 28;

    private CudaUnitary() {
    }

    /**
     * Whether a product is the natural form: a row of the matrix has no more entries than the plan has steps to do, and
     * there are many more samples than columns.
     */
    static boolean fits(CudaJob job) {
        return !job.isPullback() && job.samples().startReal() != null && job.bits() <= MOST_BITS
                && job.steps().stream().allMatch(step -> step.slot() < 0)
                && 1 << job.bits() <= 2 * job.steps().size()
                && job.count() >> job.bits() >= 1 << LEAST_SAMPLES_BITS;
    }

    /** Takes a batch through. */
    static void run(CudaDevice device, CudaJob job) {
        CudaElement element = job.element();
        int bits = job.bits();
        int dimension = 1 << bits;
        double each = CudaInputs.bytesPerSample(job) + 2.0 * dimension * element.bytes() + 8.0 * job.outputs().count();
        int most = (int) Math.clamp(Math.min(CHUNK_BYTES, device.freeBytes() / 4) / each, 1, job.count());
        try (CudaScope scope = new CudaScope(device)) {
            CudaStates matrix = matrix(scope, job);
            for (int first = 0; first < job.count(); first += most) {
                int some = Math.min(most, job.count() - first);
                try (CudaScope on = new CudaScope(device)) {
                    scope.synchronize();
                    CudaInputs inputs = new CudaInputs(job, on, some);
                    CudaStates from = new CudaStates(on, element, bits, some);
                    CudaStates to = new CudaStates(on, element, bits, some);
                    inputs.send(first, some);
                    from.start(on, inputs.startReal(), inputs.startImaginary(), 1);
                    on.multiply(element, matrix.address(), from.address(), to.address(), dimension, dimension, some);
                    new CudaSums(on, to).read(job.outputs().upload(on), job.outputs().count(), inputs.values());
                    inputs.fetch();
                    on.synchronize();
                    inputs.deliver();
                }
            }
        }
    }

    /** The states that the unit vectors become: columns, one after the other. */
    private static CudaStates matrix(CudaScope scope, CudaJob job) {
        int dimension = 1 << job.bits();
        CudaBuffer units = scope.buffer(8L * dimension * dimension);
        MemorySegment host = units.host();
        host.fill((byte) 0);
        for (int i = 0; i < dimension; i++) {
            host.setAtIndex(java.lang.foreign.ValueLayout.JAVA_DOUBLE, (long) i * dimension + i, 1);
        }
        units.upload(8L * dimension * dimension);
        CudaStates columns = new CudaStates(scope, job.element(), job.bits(), dimension);
        columns.start(scope, units.address(), 0, 1);
        CudaSweep sweep = CudaSweep.forward(job.element(), job.bits(), CudaStates.passes(job.plan(), job.element(), job
                .angles()),
                job.angles(), dimension);
        columns.forward(scope, sweep, 0, 0, dimension, 0);
        return columns;
    }
}
