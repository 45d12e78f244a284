package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    /** Workspaces serve run after run: the thousandth gradient needs no more memory than the hundredth. */
    @Test
    void gradientsHoldOnToNoMemory() {
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow();
        Cases.Run run = Cases.run(new SplittableRandom(3), 6, 14, 5, false);
        int slots = run.plan().slots();
        double[] cotangent = new double[run.readout().size() * 5];
        Arrays.fill(cotangent, 1);
        GradientSink sink = new GradientSink(IntStream.range(0, slots).toArray(), new double[slots * 5], null, null);
        long before = 0;
        for (int i = 0; i < 1000; i++) {
            backend(1).pullback(run.plan(), run.angles(), run.samples(), run.readout(), Precision.DOUBLE, cotangent,
                    sink);
            before = i == 100 ? direct.getMemoryUsed() : before;
        }
        assertTrue(direct.getMemoryUsed() <= before, direct.getMemoryUsed() + " bytes after " + before);
    }
}
