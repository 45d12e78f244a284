package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

class PgdTest extends AttackContract {
    private static final Pgd PLAIN = new Pgd(6, StepSize.ofBudget(0.3));

    @Override
    protected Attack attack() {
        return PLAIN;
    }

    @Nested
    class WithRandomStart extends AttackContract {
        @Override
        protected Attack attack() {
            return PLAIN.withRandomStarts(1);
        }
    }

    @Nested
    class WithRestarts extends AttackContract {
        @Override
        protected Attack attack() {
            return PLAIN.withRandomStarts(3);
        }
    }

    @Nested
    class WithFixedStep extends AttackContract {
        @Override
        protected Attack attack() {
            return new Pgd(4, StepSize.absolute(0.07));
        }
    }

    @Test
    void oneWholeStepIsFgsm() {
        ThreatModel threat = ThreatModel.linf(0.08f);
        Pgd one = new Pgd(1, StepSize.ofBudget(1));
        assertArrayEquals(
                new Fgsm().propose(VICTIM, SAMPLES.images(), SAMPLES.labels(), threat, SampleSeeds.consecutive(new Seed(
                        1), 0, SAMPLES.count())).data(),
                one.propose(VICTIM, SAMPLES.images(), SAMPLES.labels(), threat, SampleSeeds.consecutive(new Seed(1), 0,
                        SAMPLES.count())).data());
    }

    @Test
    void beatsOneStepAndIsBeatenByRestarts() {
        ThreatModel threat = ThreatModel.linf(0.1f);
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
        int noise = evaluation.run(new RandomNoise(RandomNoise.Kind.SIGN), threat).outcome().robustCorrect();
        int fgsm = evaluation.run(new Fgsm(), threat).outcome().robustCorrect();
        int pgd = evaluation.run(new Pgd(20, StepSize.ofBudget(0.125)), threat).outcome().robustCorrect();
        int restarts = evaluation.run(new Pgd(20, StepSize.ofBudget(0.125)).withRandomStarts(5), threat).outcome()
                .robustCorrect();
        assertTrue(noise > fgsm && fgsm >= pgd && pgd >= restarts, noise + " " + fgsm + " " + pgd + " " + restarts);
    }

    @Test
    void restartsKeepTheFirstSuccessElseTheHighestLoss() {
        ThreatModel threat = ThreatModel.linf(0.03f);
        Pgd three = new Pgd(2, StepSize.ofBudget(0.2)).withRandomStarts(3);
        Tensor chosen = three.propose(VICTIM, SAMPLES.images(), SAMPLES.labels(), threat, SampleSeeds.consecutive(
                new Seed(8), 0, SAMPLES.count()));
        Tensor logits = VICTIM.logits(chosen);
        for (int i = 0; i < SAMPLES.count(); i++) {
            Tensor x = SAMPLES.images().slice(i, i + 1);
            int label = (int) SAMPLES.labels()[i];
            double best = Double.NEGATIVE_INFINITY;
            for (int restart = 0; restart < 3; restart++) {
                Tensor one = climbFrom(x, label, threat, new Seed(8).derive(i).derive(restart));
                Tensor z = VICTIM.logits(one);
                boolean wrong = z.argmax(0) != label;
                double height = Loss.CROSS_ENTROPY.value(z.data(), 0, 4, label);
                best = wrong ? height : Math.max(best, height);
                if (wrong) {
                    break;
                }
            }
            assertEquals(best, Loss.CROSS_ENTROPY.value(logits.data(), i, 4, label), 1e-6, "sample " + i);
        }
    }

    /** Two steps of a fifth of the budget, written out. */
    private static Tensor climbFrom(Tensor x, int label, ThreatModel threat, Seed seed) {
        var random = seed.generator();
        float[] p = x.data().clone();
        float b = threat.budget();
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.clamp((float) (p[i] + b * (2 * random.nextDouble() - 1)), 0f, 1f);
        }
        for (int step = 0; step < 2; step++) {
            float[] g = VICTIM.pull(Tensor.of(p, x.shape()), (first, z) -> {
                float[] c = new float[4];
                Loss.CROSS_ENTROPY.gradient(z.data(), 0, 4, label, 1, c);
                return Tensor.of(c, 1, 4);
            }).gradient().data();
            for (int i = 0; i < p.length; i++) {
                float moved = (float) (p[i] + 0.2 * b * Math.signum(g[i]));
                float lowest = Math.max(0, x.data()[i] - b);
                float highest = Math.min(1, x.data()[i] + b);
                p[i] = Math.min(Math.max(moved, lowest), highest);
            }
        }
        return Tensor.of(p, x.shape());
    }

    @Test
    void randomStartsFillTheBallEvenly() {
        int side = 2;
        Tensor x = Tensor.of(filled(400 * side * side, 0.5f), 400, 1, side, side);
        for (ThreatModel threat : List.of(ThreatModel.linf(0.4f).unclipped(), ThreatModel.l2(0.4f).unclipped())) {
            Tensor starts = new RandomNoise(RandomNoise.Kind.UNIFORM).propose(VICTIM, x, new long[400], threat,
                    SampleSeeds.consecutive(new Seed(2), 0, x.count()));
            int inner = 0;
            double mean = 0;
            for (int i = 0; i < 400; i++) {
                double distance = new Ball(threat, 4).distance(starts.data(), x.data(), 4 * i);
                inner += distance < 0.4 * Math.pow(0.5, 0.25) ? 1 : 0;
                mean += (starts.data()[4 * i] - 0.5) / 400;
            }
            // Half of a four-dimensional ball lies within 2^(-1/4) of its radius; 60 is six standard deviations.
            assertEquals(200, inner, 60);
            assertEquals(0, mean, 0.07);
        }
    }

    private static float[] filled(int size, float value) {
        float[] all = new float[size];
        Arrays.fill(all, value);
        return all;
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new Pgd(0, StepSize.absolute(1)));
        assertThrows(IllegalArgumentException.class,
                () -> new Pgd(5, StepSize.absolute(1), false, 2, Loss.CROSS_ENTROPY));
        assertThrows(IllegalArgumentException.class, () -> StepSize.absolute(0));
        assertThrows(IllegalArgumentException.class, () -> StepSize.ofBudget(Double.NaN));
        assertEquals("PGD-6", PLAIN.name());
        assertEquals("PGD-6, random start", PLAIN.withRandomStarts(1).name());
        assertEquals("PGD-6, 5 random starts", PLAIN.withRandomStarts(5).name());
        assertFalse(PLAIN.randomStart());
    }
}
