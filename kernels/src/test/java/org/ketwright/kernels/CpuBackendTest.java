package org.ketwright.kernels;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

class CpuBackendTest extends BackendContract {
    private static final Workers ONE = Workers.of(1);
    private static final Workers TWO = Workers.of(2);

    @BeforeAll
    static void note() throws IOException {
        long bits = Lanes.BYTES * Byte.SIZE;
        CheckFile.write("cpu-" + bits, "backend cpu tested: " + bits + "-bit vectors (" + Lanes.count(Precision.DOUBLE)
                + " lanes double, " + Lanes.count(Precision.SINGLE) + " single), 1 and 2 threads");
    }

    @Override
    Backend backend(int threads) {
        return new CpuBackend(threads == 1 ? ONE : TWO);
    }
}
