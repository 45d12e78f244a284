package org.ketwright.kernels;

class CpuLinearTest extends LinearContract {
    private static final Workers ONE = Workers.of(1);
    private static final Workers TWO = Workers.of(2);

    @Override
    Backend backend(int threads) {
        return new CpuBackend(threads == 1 ? ONE : TWO);
    }
}
