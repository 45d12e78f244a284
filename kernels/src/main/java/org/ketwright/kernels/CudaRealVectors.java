package org.ketwright.kernels;

/** A batch of real vectors in the memory of a card. */
final class CudaRealVectors implements RealVectors {
    private final CudaDevice device;
    private final CudaScope memory;
    private final CudaStates states;
    private final Precision precision;
    private boolean closed;

    CudaRealVectors(CudaDevice device, int bits, int batch, Precision precision) {
        this.device = device;
        this.precision = precision;
        memory = new CudaScope(device);
        try {
            states = new CudaStates(memory, CudaElement.real(precision), bits, batch, false);
            reset();
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private CudaStates states() {
        if (closed) {
            throw new IllegalStateException("the vectors are closed");
        }
        return states;
    }

    @Override
    public int bits() {
        return states.bits();
    }

    @Override
    public int batch() {
        return states.count();
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public void reset() {
        try (CudaScope on = new CudaScope(device)) {
            states().start(on, 0, 0, 1);
        }
    }

    @Override
    public void assign(RealVectors source) {
        LinearChecks.same(this, source);
        states().assign(((CudaRealVectors) source).states());
    }

    @Override
    public void write(int sample, long from, double[] values) {
        LinearChecks.range(this, sample, from, values);
        states().write(sample, from, values);
    }

    @Override
    public void read(int sample, long from, double[] values) {
        LinearChecks.range(this, sample, from, values);
        states().read(sample, from, values);
    }

    @Override
    public double[] read(int sample, long[] indices) {
        LinearChecks.indices(this, sample, indices);
        try (CudaScope on = new CudaScope(device)) {
            return new CudaSums(on, states()).gather(sample, indices);
        }
    }

    @Override
    public void apply(Plan plan, Angles angles, Samples samples) {
        LinearChecks.apply(this, plan, angles, samples);
        states().apply(plan, angles, samples);
    }

    @Override
    public double progress() {
        return states.progress();
    }

    @Override
    public double[] expectations(LinearReadout readout) {
        LinearChecks.readout(bits(), readout);
        try (CudaScope on = new CudaScope(device)) {
            return new CudaSums(on, states()).read(CudaOutputs.of(readout));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memory.close();
        }
    }
}
