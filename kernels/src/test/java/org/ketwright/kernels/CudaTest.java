package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The contract of backends on a card, where there is one. */
class CudaTest extends BackendContract {

    @BeforeAll
    static void needsACard() throws IOException {
        require();
    }

    /** Skips tests, visibly, where no card answers. */
    static void require() throws IOException {
        switch (new CudaBackend().availability()) {
            case Availability.Ready ready -> CheckFile.write("cuda", "backend cuda tested: " + ready.device());
            case Availability.Missing missing -> {
                CheckFile.write("cuda", "backend cuda not tested: " + missing.reason());
                Assumptions.abort(missing.reason());
            }
        }
    }

    @Override
    Backend backend(int threads) {
        return new CudaBackend();
    }
}
