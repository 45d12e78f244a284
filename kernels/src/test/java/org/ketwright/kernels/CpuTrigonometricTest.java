package org.ketwright.kernels;

/** Trigonometric sums in vectors. */
class CpuTrigonometricTest extends TrigonometricContract {

    @Override
    Backend backend(int threads) {
        return new CpuBackend(Workers.of(threads));
    }
}
