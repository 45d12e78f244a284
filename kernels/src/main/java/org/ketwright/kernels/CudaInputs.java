package org.ketwright.kernels;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What samples bring with them, and what is given back for each, on both sides; for some samples at a time. */
final class CudaInputs {
    private final CudaJob job;
    private final CudaBuffer columns;
    private final @Nullable CudaBuffer startReal;
    private final @Nullable CudaBuffer startImaginary;
    private final @Nullable CudaBuffer cotangent;
    private final @Nullable CudaBuffer values;
    private final @Nullable CudaBuffer gradients;
    private final @Nullable CudaBuffer startGradient;
    private int first;
    private int some;

    CudaInputs(CudaJob job, CudaScope scope, int most) {
        this.job = job;
        Samples samples = job.samples();
        int amplitudes = samples.startReal() == null && job.startGradient() == null ? 0 : 1 << job.bits();
        columns = scope.buffer(8L * samples.columns() * most);
        startReal = samples.startReal() == null ? null : scope.buffer(8L * amplitudes * most);
        startImaginary = samples.startImaginary() == null ? null : scope.buffer(8L * amplitudes * most);
        cotangent = job.cotangent() == null ? null : scope.buffer(8L * job.outputs().count() * most);
        values = job.values() == null ? null : scope.buffer(8L * job.outputs().count() * most);
        gradients = job.rows() == 0 ? null : scope.buffer(8L * job.rows() * most);
        startGradient = job.startGradient() == null ? null : scope.buffer(8L * amplitudes * most);
    }

    /** Bytes for one sample on the card. */
    static double bytesPerSample(CudaJob job) {
        double amplitudes = Math.pow(2, job.bits());
        Samples samples = job.samples();
        return 8.0 * (samples.columns() + 2.0 * job.outputs().count() + job.rows()
                + (samples.startReal() == null ? 0 : amplitudes) + (samples.startImaginary() == null ? 0 : amplitudes)
                + (job.startGradient() == null ? 0 : amplitudes));
    }

    /** Bytes of the largest buffer for each sample. */
    static double largestBytesPerSample(CudaJob job) {
        Samples samples = job.samples();
        boolean amplitudes = samples.startReal() != null || job.startGradient() != null;
        return 8.0 * Math.max(Math.max(1, samples.columns()), Math.max(Math.max(job.outputs().count(), job.rows()),
                amplitudes ? Math.pow(2, job.bits()) : 0));
    }

    /** Sends some samples to the card. */
    void send(int from, int count) {
        first = from;
        some = count;
        Samples samples = job.samples();
        in(columns, samples.values(), samples.columns());
        in(startReal, samples.startReal(), 1 << Math.min(30, job.bits()));
        in(startImaginary, samples.startImaginary(), 1 << Math.min(30, job.bits()));
        in(cotangent, job.cotangent(), job.outputs().count());
    }

    private void in(@Nullable CudaBuffer buffer, double @Nullable [] from, int rows) {
        if (buffer != null && from != null && rows > 0) {
            buffer.putSamples(from, rows, job.count(), first, some);
            buffer.upload(8L * rows * some);
        }
    }

    /** Queues the copies back. */
    void fetch() {
        if (values != null && job.outputs().count() > 0) {
            values.download(8L * job.outputs().count() * some);
        }
        if (gradients != null) {
            gradients.download(8L * job.rows() * some);
        }
        if (startGradient != null) {
            startGradient.download(8L * some << job.bits());
        }
    }

    /** Puts what has come back where it belongs. */
    void deliver() {
        out(values, job.values(), job.outputs().count());
        List<CudaJob.Wanted> wanted = job.gradients();
        if ((long) wanted.size() * some < CudaBuffer.PIECE) {
            wanted.forEach(this::deliver);
        } else {
            Workers.shared().forEach(wanted.size(), (j, worker) -> deliver(wanted.get(j)));
        }
        out(startGradient, job.startGradient(), 1 << Math.min(30, job.bits()));
    }

    private void out(@Nullable CudaBuffer buffer, double @Nullable [] to, int rows) {
        if (buffer != null && to != null) {
            buffer.getSamples(to, rows, job.count(), first, some);
        }
    }

    /** A gradient with several rows is their sum. */
    private void deliver(CudaJob.Wanted wanted) {
        int to = wanted.at() * job.count() + first;
        if (gradients == null || wanted.rows().length != 1) {
            Arrays.fill(wanted.out(), to, to + some, 0);
        }
        if (gradients != null && wanted.rows().length == 1) {
            gradients.get((long) wanted.rows()[0] * some, wanted.out(), to, some);
        } else if (gradients != null) {
            for (int row : wanted.rows()) {
                gradients.add((long) row * some, wanted.out(), to, some);
            }
        }
    }

    private static long address(@Nullable CudaBuffer buffer) {
        return buffer == null ? 0 : buffer.address();
    }

    long columns() {
        return columns.address();
    }

    long startReal() {
        return address(startReal);
    }

    long startImaginary() {
        return address(startImaginary);
    }

    long cotangent() {
        return address(cotangent);
    }

    long values() {
        return address(values);
    }

    long gradients() {
        return address(gradients);
    }

    long startGradient() {
        return address(startGradient);
    }
}
