package org.ketwright.kernels;

class ScalarLinearTest extends LinearContract {

    @Override
    Backend backend(int threads) {
        return new ScalarBackend();
    }
}
