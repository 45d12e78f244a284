package org.ketwright.kernels;

/** A batch of complex states in the memory of a card. */
final class CudaAmplitudes implements Amplitudes {
    private final CudaDevice device;
    private final CudaScope memory;
    private final CudaStates states;
    private final Precision precision;
    private boolean closed;

    CudaAmplitudes(CudaDevice device, int bits, int batch, Precision precision) {
        this.device = device;
        this.precision = precision;
        memory = new CudaScope(device);
        try {
            states = new CudaStates(memory, CudaElement.complex(precision), bits, batch, false);
            reset();
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private CudaStates states() {
        if (closed) {
            throw new IllegalStateException("the amplitudes are closed");
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
    public void assign(Amplitudes source) {
        Checks.same(this, source);
        states().assign(((CudaAmplitudes) source).states());
    }

    @Override
    public void write(int sample, long from, double[] interleaved) {
        Checks.range(this, sample, from, interleaved);
        states().write(sample, from, interleaved);
    }

    @Override
    public void read(int sample, long from, double[] interleaved) {
        Checks.range(this, sample, from, interleaved);
        states().read(sample, from, interleaved);
    }

    @Override
    public void apply(Plan plan, Angles angles, Samples samples) {
        Checks.apply(this, plan, angles, samples);
        states().apply(plan, angles, samples);
    }

    @Override
    public double progress() {
        return states.progress();
    }

    @Override
    public double[] overlap(Amplitudes bra, Matrix matrix, int... bits) {
        Checks.overlap(this, bra, matrix, bits);
        try (CudaScope on = new CudaScope(device)) {
            long moved = states().times(on, matrix, bits);
            return new CudaSums(on, states).inner(((CudaAmplitudes) bra).states().address(), moved);
        }
    }

    @Override
    public double[] probabilities(int... bits) {
        Checks.outcomes(this, bits);
        try (CudaScope on = new CudaScope(device)) {
            return new CudaSums(on, states()).probabilities(bits);
        }
    }

    @Override
    public double[] expectations(Readout readout) {
        Checks.readout(bits(), readout);
        try (CudaScope on = new CudaScope(device)) {
            return new CudaSums(on, states()).read(CudaOutputs.of(readout));
        }
    }

    @Override
    public long[] draw(int sample, long seed, long[] shots, long event) {
        Checks.range(this, sample, 0, new double[0]);
        try (CudaScope on = new CudaScope(device)) {
            return new CudaSums(on, states()).draw(sample, seed, shots, event);
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
