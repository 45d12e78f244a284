package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Large states on the kernels compiled for the host, and cards with little memory. */
class HostCudaSweepsTest extends CudaSweepsContract {

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostCudaSweeps");
    }

    @Override
    Backend backend(int order) {
        return HostCuda.backend(order);
    }

    /** The less memory, the fewer samples and kept states at a time; never another result. */
    @Test
    void aSmallCardTakesMoreRounds() {
        SplittableRandom random = new SplittableRandom(52);
        LinearCases.Run run = LinearCases.run(random, 13, 14, 3, true);
        double[] cotangent = Cases.numbers(random, run.readout().size() * 3);
        List<Probe> probes = List.of(new Probe(0, LinearCases.dense(random, run.plan().steps().get(0).family()
                .bits())));
        HostDevice large = HostCuda.device(2);
        HostDevice small = HostCuda.device(2, 1.2e6);
        LinearSink wanted = pulled(new CudaBackend(large), run, cotangent, probes);
        assertSink(wanted, pulled(new CudaBackend(small), run, cotangent, probes), 0);
        assertTrue(small.launches() > large.launches());

        Cases.Run states = Cases.run(random, 12, 12, 5, false);
        double[] weights = Cases.numbers(random, states.readout().size() * 5);
        small = HostCuda.device(2, 1.2e6);
        assertSink(pulled(HostCuda.backend(2), states, Precision.DOUBLE, weights),
                pulled(new CudaBackend(small), states, Precision.DOUBLE, weights), 0);
    }

    @Test
    void chunksOfABatchTakeTurns() {
        SplittableRandom random = new SplittableRandom(53);
        Cases.Run run = Cases.smallSteps(random, 3, 10, 2000, true);
        double[] wanted = run.expectations(HostCuda.backend(0), Precision.DOUBLE);
        HostDevice device = HostCuda.device(1);
        double[] got = new double[wanted.length];
        CudaCircuits.run(device, CudaJob.read(run.plan(), run.angles(), run.samples(), run.readout(),
                Precision.DOUBLE, got), 1 << 14);
        assertArrayEquals(wanted, got);
        assertTrue(device.launches() > 6, device.launches() + " launches");
        assertEquals(0, device.outstanding());
    }
}
