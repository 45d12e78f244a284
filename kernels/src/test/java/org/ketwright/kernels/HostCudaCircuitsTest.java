package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Batches in one launch on the kernels compiled for the host. */
class HostCudaCircuitsTest extends CudaCircuitsContract {

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostCudaCircuits");
    }

    @Override
    Backend backend(int order) {
        return HostCuda.backend(order);
    }
}
