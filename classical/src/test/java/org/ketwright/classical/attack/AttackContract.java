package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.SmoothClassifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.ThreatModel.Norm;

/** What holds for every attack. Implementations inherit this and give the attack. */
public abstract class AttackContract {
    /** Four classes on 5 x 5 pixels, smooth, and bit-identical however a batch is split. */
    protected static final SmoothClassifier VICTIM = new SmoothClassifier(25, 8, 4, 1);
    /** Images that the victim mostly gets right. */
    protected static final LabeledImages SAMPLES = VICTIM.images(30, 5, 2);

    /** The attack under test. */
    protected abstract Attack attack();

    /** Threat models that the attack supports. */
    protected List<ThreatModel> threats() {
        return List.of(ThreatModel.linf(0.1f), ThreatModel.linf(2), ThreatModel.linf(0.3f).unclipped(),
                ThreatModel.l2(0.5f), ThreatModel.l2(2).unclipped(), ThreatModel.linf(0.2f).towards(1));
    }

    @Test
    void isNamed() {
        assertFalse(attack().name().isBlank());
    }

    @Test
    void budgetZeroChangesNothing() {
        for (ThreatModel threat : threats()) {
            ThreatModel nothing = threat.withBudget(0);
            Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, new Seed(3));
            Evaluation.Result result = evaluation.run(attack(), VICTIM, nothing, true);
            assertArrayEquals(SAMPLES.images().data(), images(result).data());
            assertEquals(evaluation.cleanAccuracy(), result.outcome().accuracy());
            assertEquals(0, result.outcome().flipped());
        }
    }

    @Test
    void proposesOnlyWhatIsAllowed() {
        for (ThreatModel threat : threats()) {
            for (int trial = 0; trial < 5; trial++) {
                Tensor proposal = attack().propose(VICTIM, SAMPLES.images(), SAMPLES.labels(), threat, SampleSeeds
                        .consecutive(new Seed(trial), 0, SAMPLES.count()));
                assertArrayEquals(SAMPLES.images().shape(), proposal.shape());
                assertAllowed(threat, proposal);
            }
        }
    }

    @Test
    void doesNotWriteToTheSamples() {
        float[] pixels = SAMPLES.images().data().clone();
        long[] labels = SAMPLES.labels().clone();
        for (ThreatModel threat : threats()) {
            attack().propose(VICTIM, SAMPLES.images(), SAMPLES.labels(), threat, SampleSeeds.consecutive(new Seed(1), 0,
                    SAMPLES.count()));
        }
        assertArrayEquals(pixels, SAMPLES.images().data());
        assertArrayEquals(labels, SAMPLES.labels());
    }

    @Test
    void isTheSameForAnyBatchSplit() {
        for (ThreatModel threat : threats()) {
            float[] whole = craft(threat, 30);
            for (int batch : new int[] {1, 4, 7, 30}) {
                assertArrayEquals(whole, craft(threat, batch), "batch " + batch);
            }
        }
    }

    @Test
    void everySuccessSurvivesReevaluation() {
        for (ThreatModel threat : threats()) {
            Evaluation.Result result = new Evaluation(VICTIM, SAMPLES, new Seed(5)).run(attack(), VICTIM, threat, true);
            Tensor logits = VICTIM.logits(images(result));
            Tensor clean = VICTIM.logits(SAMPLES.images());
            int robust = 0;
            int flipped = 0;
            for (int i = 0; i < SAMPLES.count(); i++) {
                long label = SAMPLES.labels()[i];
                boolean right = logits.argmax(i) == label;
                boolean wasRight = clean.argmax(i) == label && label != threat.goalClass();
                robust += right ? 1 : 0;
                flipped += wasRight && !right ? 1 : 0;
                assertEquals(wasRight && !right, result.grades().isFlipped(i));
            }
            assertEquals(robust, result.outcome().robustCorrect());
            assertEquals(flipped, result.outcome().flipped());
            assertAllowed(threat, images(result));
        }
    }

    private float[] craft(ThreatModel threat, int batch) {
        return images(new Evaluation(VICTIM, SAMPLES, new Seed(4), batch).run(attack(), VICTIM, threat, true)).data();
    }

    /** The images that a result must have. */
    protected static Tensor images(Evaluation.Result result) {
        Tensor images = result.images();
        if (images == null) {
            throw new AssertionError("no images");
        }
        return images;
    }

    private static void assertAllowed(ThreatModel threat, Tensor proposal) {
        float[] p = proposal.data();
        float[] x = SAMPLES.images().data();
        int size = proposal.sampleSize();
        for (int i = 0; i < proposal.count(); i++) {
            double largest = 0;
            double squares = 0;
            for (int j = i * size; j < (i + 1) * size; j++) {
                double d = (double) p[j] - x[j];
                largest = Math.max(largest, Math.abs(d));
                squares += d * d;
                Classifier.Bounds clip = threat.clip();
                assertTrue(clip == null || clip.low() <= p[j] && p[j] <= clip.high(), "pixel " + p[j]);
            }
            double distance = threat.norm() == Norm.LINF ? largest : Math.sqrt(squares);
            // A float near 1 is rounded by up to 6e-8; near the 3 that the largest budget reaches, by 1.2e-7.
            assertTrue(distance <= threat.budget() + (threat.budget() < 1 ? 1e-7 : 5e-7), "distance " + distance);
        }
    }
}
