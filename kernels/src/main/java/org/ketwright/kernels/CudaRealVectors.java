package org.ketwright.kernels;

/** A batch of real vectors in the memory of a card. */
final class CudaRealVectors extends CudaVectors implements RealVectors {

    CudaRealVectors(CudaDevice device, int bits, int batch, Precision precision) {
        super(device, CudaElement.real(precision), bits, batch, precision);
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
        return summed(sums -> sums.gather(sample, indices));
    }

    @Override
    public void apply(Plan plan, Angles angles, Samples samples) {
        LinearChecks.apply(this, plan, angles, samples);
        states().apply(plan, angles, samples);
    }

    @Override
    public double[] expectations(LinearReadout readout) {
        LinearChecks.readout(bits(), readout);
        return summed(sums -> sums.read(CudaOutputs.of(readout)));
    }
}
