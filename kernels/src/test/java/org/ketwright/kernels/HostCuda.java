package org.ketwright.kernels;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The cuda backend on the kernels compiled for the host, where there is a C++ compiler. */
final class HostCuda {
    /** Memory that the card which is none pretends to have. */
    private static final double MEMORY = 1L << 31;

    private HostCuda() {
    }

    /** Skips the tests of a class, visibly, where there is no compiler. */
    static void require(String what) throws IOException {
        Optional<String> compiler = HostKernels.compiler();
        if (compiler.isEmpty()) {
            CheckFile.write("cuda-" + what, "skipped: " + what
                    + ": the kernels cannot be compiled for the host without g++ or clang++");
        }
        Assumptions.assumeTrue(compiler.isPresent(), "no C++ compiler");
    }

    private static HostKernels kernels() {
        // A JVM in which the sanitizer was loaded first runs the checked kernels.
        return (Boolean.getBoolean("ketwright.sanitized") ? HostKernels.sanitized() : HostKernels.plain())
                .orElseThrow();
    }

    /** A device whose blocks and threads run in an order: 0 upwards, 1 downwards, 2 in strides. */
    static HostDevice device(int order) {
        return new HostDevice(kernels(), order, MEMORY);
    }

    static HostDevice device(int order, double memory) {
        return new HostDevice(kernels(), order, memory);
    }

    static Backend backend(int order) {
        return new CudaBackend(device(order));
    }
}
