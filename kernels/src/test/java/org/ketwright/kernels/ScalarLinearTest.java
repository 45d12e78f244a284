package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarLinearTest extends LinearContract {

    @Override
    Backend backend(int threads) {
        return new ScalarBackend();
    }

    /** The way back keeps the vector before every step. */
    @Test
    void asksForMemoryBeforeItGoesBack() {
        int bits = 20;
        Plan.Builder plan = Plan.on(bits);
        int steps = (int) (Memory.freeHeap() / (8 << bits)) + 1;
        for (int i = 0; i < steps; i++) {
            plan.step(Matrix.real(1, 0, 1, 1, 0), i % bits);
        }
        String message = String.valueOf(assertThrows(InsufficientMemoryException.class,
                () -> backend(1).linearPullback(plan.build(), Angles.shared(), Samples.plain(1), LinearReadout.at(0),
                        Precision.DOUBLE, new double[1],
                        new LinearSink(new int[0], new double[0], List.of(), new double[0], null, null))).getMessage());
        assertTrue(message.startsWith("20 bits need") && message.contains("Java heap"), message);
    }
}
