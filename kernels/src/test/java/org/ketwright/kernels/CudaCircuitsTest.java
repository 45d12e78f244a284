package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Batches in one launch on a card, where there is one. */
class CudaCircuitsTest extends CudaCircuitsContract {

    @BeforeAll
    static void needsACard() throws IOException {
        CudaTest.require();
    }

    @Override
    Backend backend(int order) {
        return new CudaBackend();
    }
}
