package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.ClassifierContract;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Seed;
import org.ketwright.classical.SmoothClassifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Apgd.Climb;

class ExpectationTest extends ClassifierContract {
    private static final SmoothClassifier STEADY = new SmoothClassifier(25, 8, 4, 1);
    private static final LabeledImages SAMPLES = STEADY.images(30, 5, 2);

    /** Adds Gaussian noise to every logit and every gradient entry. */
    private static final class Noisy implements Classifier {
        private final RandomGenerator random = new Seed(3).generator();
        private final float size;

        Noisy(float size) {
            this.size = size;
        }

        private Tensor disturbed(Tensor x) {
            Tensor out = x.copy();
            for (int i = 0; i < out.data().length; i++) {
                out.data()[i] += (float) (size * random.nextGaussian());
            }
            return out;
        }

        @Override
        public Tensor logits(Tensor x) {
            return disturbed(STEADY.logits(x));
        }

        @Override
        public Pull pull(Tensor x, LogitWeights weights) {
            Pull pull = STEADY.pull(x, weights);
            return new Pull(disturbed(pull.logits()), disturbed(pull.gradient()));
        }

        @Override
        public int classes() {
            return STEADY.classes();
        }

        @Override
        public Randomness randomness() {
            return Randomness.STOCHASTIC;
        }
    }

    @Override
    protected Classifier classifier() {
        return new Expectation(STEADY, 3);
    }

    @Override
    protected Tensor samples() {
        return SAMPLES.images().slice(0, 4);
    }

    @Test
    void noiseFallsWithTheRootOfTheNumberOfDraws() {
        double one = error(new Noisy(0.1f));
        double many = error(new Expectation(new Noisy(0.1f), 100));
        assertEquals(10, one / many, 2);
        assertEquals(Classifier.Randomness.STOCHASTIC, new Expectation(new Noisy(1), 2).randomness());
    }

    private static double error(Classifier classifier) {
        Tensor exact = STEADY.logits(SAMPLES.images());
        Tensor seen = classifier.logits(SAMPLES.images());
        double squares = 0;
        for (int i = 0; i < exact.data().length; i++) {
            squares += Math.pow(exact.data()[i] - seen.data()[i], 2);
        }
        return Math.sqrt(squares / exact.data().length);
    }

    /** The more answers are averaged, the stronger the attack, graded without noise. */
    @Test
    void averagingFindsTheWayThroughNoise() {
        ThreatModel threat = ThreatModel.linf(0.06f);
        Evaluation evaluation = new Evaluation(STEADY, SAMPLES, new Seed(6));
        int single = evaluation.run(new Apgd(Climb.CROSS_ENTROPY, 20, 1), new Noisy(3), threat, false).outcome()
                .robustCorrect();
        int averaged = evaluation.run(new Apgd(Climb.CROSS_ENTROPY, 20, 1, 50), new Noisy(3), threat, false).outcome()
                .robustCorrect();
        assertTrue(averaged < single, averaged + " and " + single);
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new Expectation(STEADY, 0));
    }
}
