package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

class FgsmTest extends AttackContract {

    @Override
    protected Attack attack() {
        return new Fgsm();
    }

    /** Logits {@code (w x, -w x)}: the loss of class 0 rises along -w, that of class 1 along w. */
    private record Linear(float... w) implements Classifier {
        @Override
        public Tensor logits(Tensor x) {
            return pull(x, (first, z) -> z).logits();
        }

        @Override
        public Pull pull(Tensor x, LogitWeights weights) {
            float[] z = new float[2 * x.count()];
            for (int i = 0; i < x.data().length; i++) {
                z[2 * (i / w.length)] += w[i % w.length] * x.data()[i];
            }
            for (int i = 0; i < x.count(); i++) {
                z[2 * i + 1] = -z[2 * i];
            }
            Tensor logits = Tensor.of(z, x.count(), 2);
            float[] c = weights.of(0, logits).data();
            float[] gradient = new float[x.data().length];
            for (int i = 0; i < gradient.length; i++) {
                int sample = i / w.length;
                gradient[i] = w[i % w.length] * (c[2 * sample] - c[2 * sample + 1]);
            }
            return new Pull(logits, Tensor.of(gradient, x.shape()));
        }

        @Override
        public int classes() {
            return 2;
        }
    }

    @Test
    void equalsTheClosedFormOnALinearClassifier() {
        Linear victim = new Linear(2, -3, 0, 0.5f);
        Tensor x = Tensor.of(new float[] {0.5f, 0.5f, 0.5f, 0.95f, 0.5f, 0.05f, 0.5f, 0.5f}, 2, 1, 2, 2);
        long[] labels = {0, 1};
        float[] free = {0.4f, 0.6f, 0.5f, 0.85f, 0.6f, 0, 0.5f, 0.6f};
        assertClose(free, new Fgsm().propose(victim, x, labels, ThreatModel.linf(0.1f), SampleSeeds.consecutive(
                new Seed(1), 0, x.count())));
        // Aiming at class 1 is moving away from class 0, for both samples.
        float[] aimed = {0.4f, 0.6f, 0.5f, 0.85f, 0.4f, 0.15f, 0.5f, 0.4f};
        ThreatModel goal = ThreatModel.linf(0.1f).towards(1);
        assertClose(aimed, new Fgsm().propose(victim, x, labels, goal, SampleSeeds.consecutive(new Seed(1), 0, x
                .count())));
        double length = Math.sqrt(4 + 9 + 0.25);
        ThreatModel l2 = ThreatModel.l2(0.2f).unclipped();
        float[] straight = new float[8];
        for (int i = 0; i < 8; i++) {
            straight[i] = (float) (x.data()[i] + (i < 4 ? -0.2 : 0.2) * victim.w()[i % 4] / length);
        }
        assertClose(straight, new Fgsm().propose(victim, x, labels, l2, SampleSeeds.consecutive(new Seed(1), 0, x
                .count())));
    }

    private static void assertClose(float[] expected, Tensor actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.data()[i], 1e-6, "pixel " + i);
        }
    }
}
