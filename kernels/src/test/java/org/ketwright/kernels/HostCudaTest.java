package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of backends on the kernels of the cuda backend, compiled for the host. */
class HostCudaTest extends BackendContract {

    @BeforeAll
    static void needsACompiler() throws IOException {
        HostCuda.require("HostCuda");
    }

    @Override
    Backend backend(int threads) {
        return HostCuda.backend(threads == 1 ? 1 : 2);
    }

    @Test
    @Override
    void isFoundByNameAndReady() {
        assertInstanceOf(Availability.Ready.class, backend(1).availability());
    }
}
