package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

class MimTest extends AttackContract {

    @Override
    protected Attack attack() {
        return new Mim(5, StepSize.ofBudget(0.3), 0.9, Loss.CROSS_ENTROPY);
    }

    /** Hands out given gradients one after the other. */
    private static final class Scripted implements Classifier {
        private final float[][] gradients;
        private int next;

        Scripted(float[]... gradients) {
            this.gradients = gradients;
        }

        @Override
        public Tensor logits(Tensor x) {
            return Tensor.zeros(x.count(), 2);
        }

        @Override
        public Pull pull(Tensor x, LogitWeights weights) {
            return new Pull(logits(x), Tensor.of(gradients[next++], x.shape()));
        }

        @Override
        public int classes() {
            return 2;
        }
    }

    @Test
    void followsTheDecayedSumOfNormalizedGradients() {
        // Normalized: (1, 0), then (-0.6, 0.4), nothing, then (-0.1, -0.9).
        Scripted victim = new Scripted(new float[] {4, 0}, new float[] {-0.06f, 0.04f}, new float[] {0, 0},
                new float[] {-10, -90});
        Tensor x = Tensor.of(new float[] {0.5f, 0.5f}, 1, 1, 1, 2);
        Mim mim = new Mim(4, StepSize.absolute(0.1), 0.5, Loss.CROSS_ENTROPY);
        Tensor out = mim.propose(victim, x, new long[1], ThreatModel.linf(0.5f), SampleSeeds.consecutive(new Seed(1), 0,
                x.count()));
        // Directions: (1, 0), (-0.1, 0.4), (-0.05, 0.2), (-0.125, -0.8).
        assertArrayEquals(new float[] {0.5f + 0.1f - 0.3f, 0.5f + 0.2f - 0.1f}, out.data(), 1e-6f);
    }

    @Test
    void hasTheUsualDefaultsAndRefusesNonsense() {
        assertEquals(new Mim(10, StepSize.ofBudget(0.2), 1, Loss.CROSS_ENTROPY), new Mim());
        assertThrows(IllegalArgumentException.class, () -> new Mim(0, StepSize.absolute(1), 1, Loss.CROSS_ENTROPY));
        assertThrows(IllegalArgumentException.class, () -> new Mim(3, StepSize.absolute(1), 0, Loss.CROSS_ENTROPY));
    }
}
