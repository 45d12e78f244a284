package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** The contract of real vectors on the kernels of the cuda backend, compiled for the host. */
class HostLinearCudaTest extends LinearContract {

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostLinearCuda");
    }

    @Override
    Backend backend(int threads) {
        return HostCuda.backend(threads == 1 ? 1 : 2);
    }
}
