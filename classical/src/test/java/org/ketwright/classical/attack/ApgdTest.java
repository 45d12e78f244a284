package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Seed;
import org.ketwright.classical.SmoothClassifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Apgd.Climb;

class ApgdTest extends AttackContract {

    @Override
    protected Attack attack() {
        return new Apgd(Climb.CROSS_ENTROPY, 12, 1);
    }

    @Nested
    class OnTheRatio extends AttackContract {
        @Override
        protected Attack attack() {
            return new Apgd(Climb.RATIO, 9, 2);
        }
    }

    @Nested
    class Targeted extends AttackContract {
        @Override
        protected Attack attack() {
            return new Apgd(Climb.TARGETED_RATIO, 6, 9);
        }
    }

    @Nested
    class Averaged extends AttackContract {
        @Override
        protected Attack attack() {
            return new Apgd(Climb.CROSS_ENTROPY, 4, 1, 2);
        }
    }

    @Test
    void checksAreWhereThePublishedOnesAre() {
        assertEquals(List.of(22, 41, 57, 70, 80, 87, 93, 99), ApgdRun.checkpoints(100));
        assertEquals(List.of(1, 2, 3), ApgdRun.checkpoints(3));
        assertEquals(11, ApgdRun.checkpoints(50).getFirst());
    }

    /** The algorithm for one sample, written down from the publication. */
    @Test
    void takesThePublishedSteps() {
        for (float budget : new float[] {0.02f, 0.05f, 0.3f}) {
            ThreatModel threat = ThreatModel.linf(budget);
            int label = 2;
            for (int sample = 0; sample < 6; sample++) {
                Tensor x = SAMPLES.images().slice(sample, sample + 1);
                Tensor proposed = new Apgd(Climb.CROSS_ENTROPY, 40, 1).propose(VICTIM, x, new long[] {label}, threat,
                        SampleSeeds.consecutive(new Seed(8), sample, 1));
                float[] expected = VICTIM.logits(x).argmax(0) == label
                        ? reference(x, label, budget, 40, new Seed(8).derive(sample).derive(0).generator())
                        : x.data();
                assertArrayEquals(expected, proposed.data(), 1e-6f, "sample " + sample + ", budget " + budget);
            }
        }
    }

    private static float[] reference(Tensor sample, int label, float budget, int iterations, RandomGenerator random) {
        float[] center = sample.data();
        int n = center.length;
        double[] draw = new double[n];
        double most = 0;
        for (int i = 0; i < n; i++) {
            draw[i] = 2 * random.nextDouble() - 1;
            most = Math.max(most, Math.abs(draw[i]));
        }
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = clip(center[i] + (float) (budget / most * draw[i]), center[i], budget);
        }
        float[] before = x.clone();
        float[] best = x.clone();
        double bestLoss = loss(x, sample, label);
        if (bestLoss == Double.POSITIVE_INFINITY) {
            return x;
        }
        // What an attack keeps in the end is at least as high as the sample itself.
        float[] kept = bestLoss > loss(center, sample, label) ? x.clone() : center.clone();
        double keptLoss = Math.max(bestLoss, loss(center, sample, label));
        float[] gradient = gradient(x, sample, label);
        float[] bestGradient = gradient;
        double lastBest = bestLoss;
        double step = 2 * budget;
        boolean reduced = true;
        double[] losses = new double[iterations];
        int k = 22 * iterations / 100;
        int counter = 0;
        for (int it = 0; it < iterations; it++) {
            double a = it == 0 ? 1 : 0.75;
            float[] next = new float[n];
            for (int i = 0; i < n; i++) {
                float ahead = clip(x[i] + (float) step * Math.signum(gradient[i]), center[i], budget);
                next[i] = clip((float) (x[i] + a * ((double) ahead - x[i]) + (1 - a) * ((double) x[i] - before[i])),
                        center[i], budget);
            }
            before = x;
            x = next;
            double value = loss(x, sample, label);
            if (value == Double.POSITIVE_INFINITY) {
                return x;
            }
            gradient = gradient(x, sample, label);
            losses[it] = value;
            if (value > bestLoss) {
                bestLoss = value;
                best = x.clone();
                bestGradient = gradient;
            }
            if (value > keptLoss) {
                keptLoss = value;
                kept = x.clone();
            }
            counter++;
            if (counter == k) {
                int rises = 0;
                for (int j = 0; j < k; j++) {
                    rises += it - j >= 1 && losses[it - j] > losses[it - j - 1] ? 1 : 0;
                }
                boolean stuck = rises <= 0.75 * k || !reduced && lastBest >= bestLoss;
                if (stuck) {
                    step /= 2;
                    x = best.clone();
                    gradient = bestGradient;
                }
                reduced = stuck;
                lastBest = bestLoss;
                k = Math.max(k - Math.max(3 * iterations / 100, 1), Math.max(6 * iterations / 100, 1));
                counter = 0;
            }
        }
        return kept;
    }

    private static float clip(float value, float center, float budget) {
        float held = Math.min(Math.max(value, center - budget), center + budget);
        return Math.min(Math.max(held, 0), 1);
    }

    /** Cross-entropy, infinite where the answer is wrong. */
    private static double loss(float[] x, Tensor sample, int label) {
        Tensor z = VICTIM.logits(Tensor.of(x, sample.shape()));
        return z.argmax(0) == label
                ? Loss.CROSS_ENTROPY.value(z.data(), 0, z.sampleSize(), label)
                : Double.POSITIVE_INFINITY;
    }

    private static float[] gradient(float[] x, Tensor sample, int label) {
        return VICTIM.pull(Tensor.of(x, sample.shape()), (first, z) -> {
            float[] c = new float[z.sampleSize()];
            Loss.CROSS_ENTROPY.gradient(z.data(), 0, c.length, label, 1, c);
            return Tensor.of(c, z.shape());
        }).gradient().data();
    }

    @Test
    void leavesNoMoreRightThanPgd() {
        for (float budget : new float[] {0.02f, 0.05f, 0.1f}) {
            ThreatModel threat = ThreatModel.linf(budget);
            Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
            int pgd = evaluation.run(new Pgd(40, StepSize.ofBudget(0.125)), threat).outcome().robustCorrect();
            for (Climb climb : Climb.values()) {
                int left = evaluation.run(new Apgd(climb, 40, 3), threat).outcome().robustCorrect();
                assertTrue(left <= pgd, climb + ": " + left + " of " + pgd);
            }
        }
    }

    @Test
    void gradientsOfTheTargetedRatioAreThoseOfItsValue() {
        TargetedRatio ratio = new TargetedRatio(new long[] {1}, new long[] {3}, -1);
        float[] z = {0.7f, 2.1f, -1.3f, 0.2f, -0.4f};
        float[] gradient = ratio.cotangent(0, Tensor.of(z, 1, 5)).data();
        for (int k = 0; k < 5; k++) {
            float[] up = z.clone();
            float[] down = z.clone();
            up[k] += 1f / 512;
            down[k] -= 1f / 512;
            double slope = 256 * (ratio.value(Tensor.of(up, 1, 5), 0) - ratio.value(Tensor.of(down, 1, 5), 0));
            assertEquals(slope, gradient[k], 1e-4);
        }
        // -(z_y - z_t) / (z_(1) - (z_(3) + z_(4)) / 2)
        assertEquals(-(2.1 - 0.2) / (2.1 - 0.5 * (0.2 - 0.4)), ratio.value(Tensor.of(z, 1, 5), 0), 1e-6);
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new Apgd(Climb.RATIO, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Apgd(Climb.RATIO, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Apgd(Climb.RATIO, 1, 1, 0));
        SmoothClassifier three = new SmoothClassifier(4, 5, 3, 1);
        LabeledImages images = three.images(2, 2, 1);
        assertThrows(IllegalArgumentException.class, () -> new Evaluation(three, images, new Seed(1))
                .run(new Apgd(Climb.TARGETED_RATIO, 5, 2), ThreatModel.linf(0.01f)));
        assertEquals("APGD-DLR-50, 5 restarts", new Apgd(Climb.RATIO, 50, 5).name());
        assertEquals("APGD-CE-20, 10 draws", new Apgd(Climb.CROSS_ENTROPY, 20, 1, 10).name());
        assertEquals("APGD-T-100, 9 targets", new Apgd(Climb.TARGETED_RATIO, 100, 9).name());
    }
}
