package org.ketwright.kernels;

/** A batch of complex states in the memory of a card. */
final class CudaAmplitudes extends CudaVectors implements Amplitudes {

    CudaAmplitudes(CudaDevice device, int bits, int batch, Precision precision) {
        super(device, CudaElement.complex(precision), bits, batch, precision);
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
    public double[] overlap(Amplitudes bra, Matrix matrix, int... bits) {
        Checks.overlap(this, bra, matrix, bits);
        try (CudaScope on = new CudaScope(device())) {
            long moved = states().times(on, matrix, bits);
            return new CudaSums(on, states()).inner(((CudaAmplitudes) bra).states().address(), moved);
        }
    }

    @Override
    public double[] probabilities(int... bits) {
        Checks.outcomes(this, bits);
        return summed(sums -> sums.probabilities(bits));
    }

    @Override
    public double[] expectations(Readout readout) {
        Checks.readout(bits(), readout);
        return summed(sums -> sums.read(CudaOutputs.of(readout)));
    }

    @Override
    public long[] draw(int sample, long seed, long[] shots, long event) {
        Checks.range(this, sample, 0, new double[0]);
        return summed(sums -> sums.draw(sample, seed, shots, event));
    }
}
