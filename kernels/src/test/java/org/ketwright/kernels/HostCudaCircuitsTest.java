package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches in one launch on the kernels compiled for the host. */
class HostCudaCircuitsTest extends CudaCircuitsContract {

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostCudaCircuits");
    }

    /** However many outputs go at a time, and in every order of blocks: to the last bit what each pullback alone gives. */
    @Test
    void jacobiansInPartsEqualThoseInOne() {
        SplittableRandom random = new SplittableRandom(130);
        for (int bits : new int[] {2, 6}) {
            Cases.Run shape = Cases.smallSteps(random, bits, 20, 5, bits == 6);
            Cases.Run run = new Cases.Run(shape.plan(), shape.angles(), shape.samples(),
                    Cases.readout(random, bits, 7));
            int[] slots = IntStream.range(0, run.plan().slots()).toArray();
            double[] wanted = new double[7 * slots.length * 5];
            for (int k = 0; k < 7; k++) {
                double[] row = new double[slots.length * 5];
                backend(0).pullback(run.plan(), run.angles(), run.samples(),
                        new Readout(run.readout().outputs().subList(k, k + 1)), Precision.DOUBLE,
                        new double[] {1, 1, 1, 1, 1}, new GradientSink(slots, row, null, null));
                System.arraycopy(row, 0, wanted, k * row.length, row.length);
            }
            for (int most : new int[] {1, 500, 1 << 20}) {
                HostDevice device = HostCuda.device(most % 3);
                JacobianSink sink = new JacobianSink(slots, new double[wanted.length], null);
                CudaJacobian.run(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE, sink,
                        job -> CudaCircuits.run(device, job), most);
                assertArrayEquals(wanted, sink.angles(), 0);
            }
        }
    }

    @Override
    Backend backend(int order) {
        return HostCuda.backend(order);
    }
}
