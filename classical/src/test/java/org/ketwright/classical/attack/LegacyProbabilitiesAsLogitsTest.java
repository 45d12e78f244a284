package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.ClassifierContract;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.SmoothClassifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

class LegacyProbabilitiesAsLogitsTest extends ClassifierContract {
    private final SmoothClassifier inner = new SmoothClassifier(16, 6, 4, 1);

    @Override
    protected Classifier classifier() {
        return new LegacyProbabilitiesAsLogits(inner);
    }

    @Override
    protected Tensor samples() {
        return inner.images(6, 4, 2).images();
    }

    @Test
    void handsOutProbabilities() {
        Tensor p = classifier().logits(samples());
        Tensor z = inner.logits(samples());
        for (int i = 0; i < p.count(); i++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                assertTrue(p.data()[4 * i + k] > 0);
                sum += p.data()[4 * i + k];
            }
            assertEquals(1, sum, 1e-6);
            assertEquals(z.argmax(i), p.argmax(i));
        }
    }

    @Test
    void isGradedOnTheClassifierItself() {
        LabeledImages samples = inner.images(40, 4, 3);
        Evaluation evaluation = new Evaluation(inner, samples, new Seed(1));
        Evaluation.Result blunt = evaluation.run(new Fgsm(), classifier(), ThreatModel.linf(0.1f), false);
        assertEquals(evaluation.cleanAccuracy(), blunt.outcome().cleanAccuracy());
        assertTrue(blunt.outcome().robustCorrect() < blunt.outcome().cleanCorrect());
    }
}
