package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Trigonometric sums on a card, where there is one. */
class CudaTrigonometricTest extends TrigonometricContract {

    @BeforeAll
    static void needsACard() throws IOException {
        CudaTest.require();
    }

    @Override
    Backend backend(int threads) {
        return new CudaBackend();
    }
}
