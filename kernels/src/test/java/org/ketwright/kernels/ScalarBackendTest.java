package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

class ScalarBackendTest extends BackendContract {

    @BeforeAll
    static void note() throws IOException {
        CheckFile.write("scalar", "backend scalar tested: plain loops, double and single");
    }

    @Override
    Backend backend(int threads) {
        return new ScalarBackend();
    }
}
