package org.ketwright.kernels;

/** Trigonometric sums as they are written. */
class ScalarTrigonometricTest extends TrigonometricContract {

    @Override
    Backend backend(int threads) {
        return new ScalarBackend();
    }
}
