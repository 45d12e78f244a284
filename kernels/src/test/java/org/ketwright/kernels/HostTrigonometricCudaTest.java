package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Trigonometric sums by the kernels of the cuda backend, compiled for the host. */
class HostTrigonometricCudaTest extends TrigonometricContract {

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostTrigonometricCuda");
    }

    @Override
    Backend backend(int threads) {
        return HostCuda.backend(threads == 1 ? 1 : 2);
    }
}
