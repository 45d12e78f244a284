package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

class NormPreservingTest extends AttackContract {

    @Override
    protected Attack attack() {
        return new NormPreserving(8, StepSize.ofBudget(0.25));
    }

    @Override
    protected List<ThreatModel> threats() {
        return List.of(ThreatModel.linf(0.1f), ThreatModel.linf(2), ThreatModel.linf(0.3f).unclipped(),
                ThreatModel.linf(0.2f).towards(1));
    }

    @Test
    void keepsTheLengthOfEverySample() {
        for (ThreatModel threat : threats()) {
            Tensor x = SAMPLES.images();
            Tensor moved = attack().propose(VICTIM, x, SAMPLES.labels(), threat,
                    SampleSeeds.consecutive(new Seed(1), 0, x.count()));
            for (int i = 0; i < x.count(); i++) {
                assertEquals(length(x, i), length(moved, i), 1e-5 * (1 + length(x, i)), "sample " + i);
            }
        }
    }

    private static double length(Tensor x, int sample) {
        double squares = 0;
        for (int i = sample * x.sampleSize(); i < (sample + 1) * x.sampleSize(); i++) {
            squares += (double) x.data()[i] * x.data()[i];
        }
        return Math.sqrt(squares);
    }

    /** A classifier that sees the length of a sample alone. */
    private record LengthOnly() implements Classifier {

        @Override
        public Tensor logits(Tensor x) {
            float[] z = new float[2 * x.count()];
            for (int i = 0; i < x.count(); i++) {
                z[2 * i] = (float) (length(x, i) - 1);
            }
            return Tensor.of(z, x.count(), 2);
        }

        @Override
        public Pull pull(Tensor x, LogitWeights weights) {
            Tensor logits = logits(x);
            float[] w = weights.of(0, logits).data();
            float[] gradient = new float[x.data().length];
            for (int i = 0; i < gradient.length; i++) {
                int sample = i / x.sampleSize();
                gradient[i] = (float) (w[2 * sample] * x.data()[i] / length(x, sample));
            }
            return new Pull(logits, Tensor.of(gradient, x.shape()));
        }

        @Override
        public int classes() {
            return 2;
        }
    }

    @Test
    void findsNothingWhereOnlyTheLengthMatters() {
        LabeledImages images = new LabeledImages(Tensor.of(new float[] {0.8f, 0.7f, 0.2f, 0.3f, 0.9f, 0.6f}, 2, 1, 1,
                3), new long[2], 2);
        Evaluation evaluation = new Evaluation(new LengthOnly(), images, new Seed(1));
        assertEquals(2, evaluation.cleanAccuracy().hits());
        assertEquals(0, evaluation.run(new Pgd(20, StepSize.ofBudget(0.1)), ThreatModel.linf(0.3f)).outcome()
                .robustCorrect());
        assertEquals(2, evaluation.run(new NormPreserving(20, StepSize.ofBudget(0.1)), ThreatModel.linf(0.3f)).outcome()
                .robustCorrect());
    }

    @Test
    void isStillAnAttack() {
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
        ThreatModel threat = ThreatModel.linf(0.1f);
        int noise = evaluation.run(new RandomNoise(RandomNoise.Kind.SIGN), threat).outcome().robustCorrect();
        int kept = evaluation.run(new NormPreserving(20, StepSize.ofBudget(0.125)), threat).outcome().robustCorrect();
        assertTrue(kept < noise, kept + " and " + noise);
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new NormPreserving(0, StepSize.ofBudget(0.1)));
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(6));
        assertThrows(IllegalArgumentException.class, () -> evaluation.run(attack(), ThreatModel.l2(1)));
        assertEquals("PGD-8, length kept", attack().name());
    }
}
