package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Large states on a card, where there is one. */
class CudaSweepsTest extends CudaSweepsContract {

    @BeforeAll
    static void needsACard() throws IOException {
        CudaTest.require();
    }

    @Override
    Backend backend(int order) {
        return new CudaBackend();
    }
}
