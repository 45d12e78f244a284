package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever call of the driver fails, its error comes out and everything taken is given back. */
class HostCudaFaultsTest {

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostCudaFaults");
    }

    private static void failsCleanly(Runnable work, HostDevice device) {
        device.failAfter(Integer.MAX_VALUE - 1);
        work.run();
        assertEquals(0, device.outstanding());
        int calls = device.calls();
        assertTrue(calls > 10);
        for (int n = 0; n < calls; n++) {
            device.failAfter(n);
            RuntimeException e = assertThrows(RuntimeException.class, work::run);
            assertTrue(e instanceof CudaException || e instanceof InsufficientMemoryException, e.toString());
            assertEquals(0, device.outstanding(), "after call " + n);
        }
    }

    @Test
    void batches() {
        SplittableRandom random = new SplittableRandom(60);
        HostDevice device = HostCuda.device(0);
        Backend backend = new CudaBackend(device);
        for (int bits : new int[] {3, 12}) {
            Cases.Run run = Cases.run(random, bits, 8, 5, true);
            int[] slots = IntStream.range(0, run.plan().slots()).toArray();
            GradientSink sink = new GradientSink(slots, new double[slots.length * 5], null, new double[5 << bits]);
            double[] cotangent = Cases.numbers(random, run.readout().size() * 5);
            failsCleanly(() -> run.expectations(backend, Precision.DOUBLE), device);
            failsCleanly(() -> backend.pullback(run.plan(), run.angles(), run.samples(), run.readout(),
                    Precision.SINGLE, cotangent, sink), device);
        }
    }

    @Test
    void chunks() {
        Cases.Run run = Cases.run(new SplittableRandom(61), 2, 4, 1500, false);
        HostDevice device = HostCuda.device(0);
        failsCleanly(() -> CudaCircuits.run(device, CudaJob.read(run.plan(), run.angles(), run.samples(),
                run.readout(), Precision.DOUBLE, new double[run.readout().size() * 1500]), 1 << 14), device);
    }

    @Test
    void trigonometricSums() {
        SplittableRandom random = new SplittableRandom(63);
        TrigonometricSums sums = TrigonometricContract.sums(random, 3, 2);
        Samples samples = Samples.of(700, 3, Cases.numbers(random, 2100));
        double[] out = new double[1400];
        double[] gradient = new double[2100];
        HostDevice device = HostCuda.device(0);
        // In one chunk, and as products in more chunks than there are queues.
        for (int rows : new int[] {0, 100}) {
            failsCleanly(() -> CudaTrigonometricBatch.run(device, sums, samples, Precision.SINGLE, rows, null, out),
                    device);
            failsCleanly(() -> CudaTrigonometricBatch.run(device, sums, samples, Precision.DOUBLE, rows, out, gradient),
                    device);
        }
    }

    @Test
    void statesThatStay() {
        SplittableRandom random = new SplittableRandom(62);
        HostDevice device = HostCuda.device(0);
        Backend backend = new CudaBackend(device);
        Plan plan = Plan.on(3).step(Cases.unitary(random, 2), 0, 2).step(Cases.rotation("X"), 0, 1).build();
        failsCleanly(() -> {
            try (Amplitudes one = backend.allocate(3, 2, Precision.DOUBLE);
                    Amplitudes other = backend.allocate(3, 2, Precision.DOUBLE)) {
                one.write(1, 0, new double[] {0.5, 0.5});
                one.apply(plan, Angles.shared(1), Samples.plain(2));
                other.assign(one);
                other.overlap(one, Cases.X, 1);
                other.probabilities(0, 1);
                other.expectations(Readout.signs(0));
                other.read(0, 0, new double[4]);
            }
        }, device);
        failsCleanly(() -> {
            try (RealVectors one = backend.allocateReal(3, 2, Precision.SINGLE)) {
                one.read(0, new long[] {1, 2});
                one.expectations(LinearReadout.at(3));
            }
        }, device);
    }

    @Test
    void whatDoesNotFitSaysHowMuchDoes() {
        Backend backend = new CudaBackend(HostCuda.device(0, 1 << 20));
        String message = assertThrows(InsufficientMemoryException.class,
                () -> backend.allocate(20, 1, Precision.DOUBLE)).getMessage();
        assertEquals("20 bits need 0.02 GiB of memory of the card but 0.00 GiB are available; the most that fits is 16"
                + " bits", message);
        double[] out = new double[1];
        message = assertThrows(InsufficientMemoryException.class, () -> backend.expectations(Plan.on(20).build(),
                Angles.shared(), Samples.plain(1), Readout.signs(0), Precision.DOUBLE, out)).getMessage();
        assertTrue(message != null && message.contains("the most that fits is"), message);
    }
}
