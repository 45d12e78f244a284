package org.ketwright.kernels;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A CUDA card. Batches of small states run from start to read-out, and back, in one launch with amplitudes in registers
 * and, between rounds of steps, in shared memory; larger states stay in the card's memory and are swept in passes, each of
 * which applies many steps to tiles of them. Needs the driver of the card and nothing else: the kernels come with the
 * program. Results do not depend on how a batch is split. Nothing falls back to the processor.
 */
public final class CudaBackend implements Backend {
    /** Indices of tiles and states must fit the words that kernels compute with. */
    static final int MOST_BITS = 40;

    private final Supplier<CudaDriver.Found> driver;

    /** The backend on the card that the driver lists first; {@code CUDA_VISIBLE_DEVICES} chooses another. */
    public CudaBackend() {
        this(CudaDriver::found);
    }

    CudaBackend(CudaDevice device) {
        this(() -> new CudaDriver.Found(device, ""));
    }

    private CudaBackend(Supplier<CudaDriver.Found> driver) {
        this.driver = driver;
    }

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public Availability availability() {
        CudaDriver.Found found = driver.get();
        CudaDevice device = found.device();
        return device == null
                ? new Availability.Missing(found.reason())
                : new Availability.Ready(device.description());
    }

    @Override
    public int threads() {
        return 1;
    }

    private CudaDevice device() {
        CudaDriver.Found found = driver.get();
        CudaDevice device = found.device();
        if (device == null) {
            throw new BackendMissingException("backend 'cuda' cannot run here: " + found.reason());
        }
        return device;
    }

    private CudaDevice deviceFor(int bits, int batch, CudaElement element) {
        CudaDevice device = device();
        Memory.require(bits, n -> (double) batch * element.bytes() * Math.pow(2, n), device.freeBytes(),
                "memory of the card");
        return device;
    }

    @Override
    public Amplitudes allocate(int bits, int batch, Precision precision) {
        Checks.shape(bits, batch, MOST_BITS);
        return new CudaAmplitudes(deviceFor(bits, batch, CudaElement.complex(precision)), bits, batch, precision);
    }

    @Override
    public void expectations(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] out) {
        check(plan, angles, samples, readout);
        Checks.length("the result", out, readout.size(), samples.count());
        run(CudaJob.read(plan, angles, samples, readout, precision, out));
    }

    private static void check(Plan plan, Angles angles, Samples samples, Readout readout) {
        Checks.shape(plan.bits(), samples.count(), MOST_BITS);
        Checks.run(plan, angles, samples);
        Checks.start(plan.bits(), samples);
        Checks.readout(plan.bits(), readout);
    }

    private void run(CudaJob job) {
        if (CudaUnitary.fits(job)) {
            CudaUnitary.run(device(), job);
        } else if (CudaProgram.fits(job)) {
            CudaCircuits.run(device(), job);
        } else {
            CudaSweeps.run(device(), job);
        }
    }

    @Override
    public void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            double[] cotangent, GradientSink sink) {
        check(plan, angles, samples, readout);
        Checks.pullback(plan, samples, readout, cotangent, sink);
        run(CudaJob.pull(plan, angles, samples, readout, precision, cotangent, sink));
    }

    @Override
    public void jacobian(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
            JacobianSink sink) {
        check(plan, angles, samples, readout);
        Checks.slots(plan, sink.slots());
        Checks.jacobian(samples, readout, sink);
        CudaJacobian.run(plan, angles, samples, readout, precision, sink, this::run);
    }

    @Override
    public RealVectors allocateReal(int bits, int batch, Precision precision) {
        Checks.shape(bits, batch, MOST_BITS);
        return new CudaRealVectors(deviceFor(bits, batch, CudaElement.real(precision)), bits, batch, precision);
    }

    @Override
    public void linear(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] out) {
        LinearChecks.run(plan, angles, samples, readout, MOST_BITS);
        Checks.length("the result", out, readout.size(), samples.count());
        run(CudaJob.read(plan, angles, samples, readout, precision, out));
    }

    @Override
    public void linearPullback(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] cotangent, LinearSink sink) {
        LinearChecks.run(plan, angles, samples, readout, MOST_BITS);
        LinearChecks.pullback(plan, samples, readout, cotangent, sink);
        run(CudaJob.pull(plan, angles, samples, readout, precision, cotangent, sink));
    }

    @Override
    public void trigonometric(TrigonometricSums sums, Samples samples, Precision precision, double[] out) {
        Checks.trigonometric(sums, samples, out);
        CudaDevice device = device();
        CudaTrigonometricBatch.run(device, sums, samples, precision, CudaTrigonometric.rows(device, sums), null, out);
    }

    @Override
    public void trigonometricPullback(TrigonometricSums sums, Samples samples, Precision precision,
            double[] cotangent, double[] gradient) {
        Checks.trigonometric(sums, samples, cotangent, gradient);
        CudaDevice device = device();
        CudaTrigonometricBatch.run(device, sums, samples, precision, CudaTrigonometric.rows(device, sums), cotangent,
                gradient);
        Arrays.fill(gradient, sums.columns() * samples.count(), gradient.length, 0);
    }
}
