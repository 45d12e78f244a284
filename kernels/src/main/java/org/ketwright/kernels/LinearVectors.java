package org.ketwright.kernels;

import java.util.Arrays;
import java.util.List;

/** Real vectors outside the Java heap, one after the other. Small ones go through plans in lanes, large in passes. */
final class LinearVectors implements RealVectors {
    /** Most bits of a vector. */
    static final int MOST_BITS = 40;

    private final Workers workers;
    private final int bits;
    private final int batch;
    private final Precision precision;
    private final LinearMemory memory;
    private volatile double progress;

    /**
     * Takes memory; each vector is 1 at index 0 and 0 elsewhere.
     *
     * @param workers who works
     * @param bits index bits of each
     * @param batch how many
     * @param precision format
     * @throws InsufficientMemoryException if they do not fit
     */
    LinearVectors(Workers workers, int bits, int batch, Precision precision) {
        Checks.shape(bits, batch, MOST_BITS);
        this.workers = workers;
        this.bits = bits;
        this.batch = batch;
        this.precision = precision;
        Memory.require(bits, n -> (double) batch * LinearMemory.bytes(precision) * Math.pow(2, n), Memory::free,
                "memory outside the Java heap");
        memory = new LinearMemory(precision, (long) batch << bits);
        reset();
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    private long at(int sample) {
        return (long) sample << bits;
    }

    @Override
    public void reset() {
        memory.clear(workers);
        for (int sample = 0; sample < batch; sample++) {
            memory.set(at(sample), 1);
        }
    }

    @Override
    public void assign(RealVectors source) {
        LinearChecks.same(this, source);
        memory.assign(((LinearVectors) source).memory, workers);
    }

    @Override
    public void write(int sample, long from, double[] values) {
        LinearChecks.range(this, sample, from, values);
        for (int i = 0; i < values.length; i++) {
            memory.set(at(sample) + from + i, values[i]);
        }
    }

    @Override
    public void read(int sample, long from, double[] values) {
        LinearChecks.range(this, sample, from, values);
        Arrays.setAll(values, i -> memory.get(at(sample) + from + i));
    }

    @Override
    public double[] read(int sample, long[] indices) {
        LinearChecks.indices(this, sample, indices);
        return Arrays.stream(indices).mapToDouble(i -> memory.get(at(sample) + i)).toArray();
    }

    @Override
    public void apply(Plan plan, Angles angles, Samples samples) {
        LinearChecks.apply(this, plan, angles, samples);
        progress = 0;
        if (!LinearSweep.suits(plan, precision)) {
            LinearBatch.apply(workers, plan, angles, samples, precision, memory);
        } else {
            for (int sample = 0; sample < batch; sample++) {
                double before = sample;
                new LinearSweep(workers, plan, LinearSweep.angles(plan, angles, samples, sample), precision,
                        new int[0], List.of()).run(memory.address() + at(sample) * LinearMemory.bytes(precision),
                                done -> progress = (before + done) / batch);
            }
        }
        progress = 1;
    }

    @Override
    public double progress() {
        return progress;
    }

    @Override
    public double[] expectations(LinearReadout readout) {
        LinearChecks.readout(bits, readout);
        double[] out = new double[readout.size() * batch];
        for (int sample = 0; sample < batch; sample++) {
            LinearSweep.read(memory, at(sample), readout, out, sample, batch);
        }
        return out;
    }

    @Override
    public void close() {
        memory.close();
    }
}
