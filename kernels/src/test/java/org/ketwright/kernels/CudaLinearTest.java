package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** The contract of real vectors on a card, where there is one. */
class CudaLinearTest extends LinearContract {

    @BeforeAll
    static void needsACard() throws IOException {
        CudaTest.require();
    }

    @Override
    Backend backend(int threads) {
        return new CudaBackend();
    }
}
