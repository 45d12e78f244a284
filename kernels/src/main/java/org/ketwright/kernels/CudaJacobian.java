package org.ketwright.kernels;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All derivatives of all outputs of small states as one batch: every sample once for each output, with a weight of 1 for that
 * output and none for the others. Cards are fast at large batches, and one launch takes all of it.
 */
final class CudaJacobian {
    /** Numbers of the largest array of the batch. */
    private static final long MOST_NUMBERS = 1 << 24;

    private CudaJacobian() {
    }

    /**
     * Computes derivatives, for as many outputs at a time as arrays have room for.
     *
     * @param run takes a batch through and back
     */
    static void run(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            JacobianSink sink, Consumer<CudaJob> run) {
        run(plan, angles, samples, readout, precision, sink, run, MOST_NUMBERS);
    }

    /** The same with arrays of at most some numbers, but one output at a time at least. */
    static void run(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            JacobianSink sink, Consumer<CudaJob> run, long mostNumbers) {
        int count = samples.count();
        int slots = sink.slots().length;
        double[] values = sink.values();
        if (values != null) {
            run.accept(CudaJob.read(plan, angles, samples, readout, precision, values));
        }
        long rows = Math.max(Math.max(1, slots), Math.max(samples.columns(),
                samples.startReal() == null ? 0 : 1L << plan.bits()));
        // Weights grow by the square of the outputs.
        long most = Math.max(1, Math.min(mostNumbers / (rows * count), (long) Math.sqrt((double) mostNumbers / count)));
        for (int from = 0; slots > 0 && from < readout.size(); from += (int) most) {
            int to = (int) Math.min(readout.size(), from + most);
            double[] gradients = new double[slots * (to - from) * count];
            run.accept(CudaJob.pull(plan, angles, repeated(samples, to - from),
                    new Readout(readout.outputs().subList(from, to)), precision, weights(to - from, count),
                    new GradientSink(sink.slots(), gradients, null, null)));
            for (int k = from; k < to; k++) {
                for (int j = 0; j < slots; j++) {
                    System.arraycopy(gradients, (j * (to - from) + k - from) * count, sink.angles(),
                            (k * slots + j) * count, count);
                }
            }
        }
    }

    private static double[] weights(int outputs, int count) {
        double[] out = new double[outputs * outputs * count];
        for (int k = 0; k < outputs; k++) {
            int at = (k * outputs + k) * count;
            Arrays.fill(out, at, at + count, 1);
        }
        return out;
    }

    private static Samples repeated(Samples samples, int times) {
        if (times == 1) {
            return samples;
        }
        int count = samples.count();
        return new Samples(times * count, samples.columns(), repeated(samples.values(), count, times),
                parts(samples.startReal(), count, times), parts(samples.startImaginary(), count, times));
    }

    private static double @Nullable [] parts(double @Nullable [] rows, int count, int times) {
        return rows == null ? null : repeated(rows, count, times);
    }

    private static double[] repeated(double[] rows, int count, int times) {
        double[] out = new double[rows.length * times];
        for (int at = 0; at < rows.length; at += count) {
            for (int k = 0; k < times; k++) {
                System.arraycopy(rows, at, out, at * times + k * count, count);
            }
        }
        return out;
    }
}
