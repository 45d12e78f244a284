package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** The same as products of matrices, by the kernel for machines that have no library for them. */
class HostProductsCudaTest extends TrigonometricContract {
    /** Samples of a product; few, as the host takes its time. */
    private static final int ROWS = 300;

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostProductsCuda");
    }

    @Override
    Backend backend(int threads) {
        return HostCuda.backend(threads == 1 ? 1 : 2);
    }

    @Override
    double[] values(Backend backend, TrigonometricSums sums, Samples samples, Precision precision) {
        double[] out = filled(sums.outputs() * samples.count());
        CudaTrigonometricBatch.run(HostCuda.device(0), sums, samples, precision, ROWS, null, out);
        return out;
    }

    @Override
    double[] pullback(Backend backend, TrigonometricSums sums, Samples samples, Precision precision,
            double[] cotangent) {
        double[] gradient = new double[samples.columns() * samples.count()];
        CudaTrigonometricBatch.run(HostCuda.device(0), sums, samples, precision, ROWS, cotangent, gradient);
        return gradient;
    }
}
