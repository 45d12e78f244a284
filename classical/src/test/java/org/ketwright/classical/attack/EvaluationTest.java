package org.ketwright.classical.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Seed;
import org.ketwright.classical.SmoothClassifier;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.ThreatModel.Norm;

class EvaluationTest {
    private static final SmoothClassifier VICTIM = new SmoothClassifier(16, 8, 3, 1);
    private static final LabeledImages SAMPLES = VICTIM.images(20, 4, 2);
    private static final Seed SEED = new Seed(1);

    /** Moves one pixel of one sample to a value. */
    private record Poke(float value) implements Attack {
        @Override
        public String name() {
            return "poke";
        }

        @Override
        public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
            Tensor out = x.copy();
            for (int i = 0; i < x.count(); i++) {
                if (seeds.samples()[i] == 13) {
                    out.data()[16 * i + 5] = value;
                }
            }
            return out;
        }
    }

    private static Outcome poke(float value, ThreatModel threat, int batch) {
        return new Evaluation(VICTIM, SAMPLES, SEED, batch).run(new Poke(value), threat).outcome();
    }

    @Test
    void refusesProposalsBeyondTheBudget() {
        float pixel = SAMPLES.images().data()[13 * 16 + 5];
        for (Norm norm : Norm.values()) {
            ThreatModel threat = (norm == Norm.L2 ? ThreatModel.l2(0.1f) : ThreatModel.linf(0.1f)).unclipped();
            for (int batch : new int[] {1, 6, 20}) {
                assertEquals(20, poke(pixel + 0.1f + 9e-7f, threat, batch).total());
                String message = String.valueOf(assertThrows(IllegalStateException.class,
                        () -> poke(pixel + 0.1f + 1.2e-6f, threat, batch)).getMessage());
                assertTrue(message.contains("sample 13") && message.contains("budget 0.1"), message);
                assertThrows(IllegalStateException.class, () -> poke(Float.NaN, threat, batch));
                assertThrows(IllegalStateException.class, () -> poke(Float.POSITIVE_INFINITY, threat, batch));
            }
        }
    }

    @Test
    void refusesPixelsOutsideTheRange() {
        String message = String.valueOf(
                assertThrows(IllegalStateException.class, () -> poke(-0.01f, ThreatModel.linf(2), 7)).getMessage());
        assertTrue(message.contains("[0.0, 1.0]") && message.contains("-0.01"), message);
        assertEquals(20, poke(-5e-7f, ThreatModel.linf(2), 7).total());
        assertEquals(20, poke(-0.01f, ThreatModel.linf(2).unclipped(), 7).total());
    }

    @Test
    void clipsRoundingAway() {
        float pixel = SAMPLES.images().data()[13 * 16 + 5];
        ThreatModel threat = ThreatModel.linf(0.1f);
        Evaluation.Result result = new Evaluation(VICTIM, SAMPLES, SEED).run(new Poke(pixel - 0.1f - 8e-7f), VICTIM,
                threat, true);
        Tensor images = AttackContract.images(result);
        assertEquals(Math.max(0, pixel - 0.1f), images.data()[13 * 16 + 5]);
        assertNull(new Evaluation(VICTIM, SAMPLES, SEED).run(new Poke(pixel), threat).images());
    }

    /** Float has 24 bits: in units of bytes a sum of pixel and budget is off by more than in units of one. */
    @Test
    void roundingIsThatOfThePixelsUnit() {
        Tensor bright = SAMPLES.images().copy();
        for (int i = 0; i < bright.data().length; i++) {
            bright.data()[i] *= 255;
        }
        LabeledImages bytes = new LabeledImages(bright, SAMPLES.labels(), SAMPLES.classes());
        ThreatModel threat = new ThreatModel(ThreatModel.Norm.LINF, 8.1f, new Classifier.Bounds(0, 255), -1);
        Evaluation evaluation = new Evaluation(VICTIM, bytes, SEED);
        assertEquals(20, evaluation.run(new Pgd(3, StepSize.ofBudget(0.5)), threat).outcome().total());
        Attack far = new Poke(bright.data()[13 * 16 + 5] - 8.1f - 0.01f);
        assertThrows(IllegalStateException.class, () -> evaluation.run(far, threat));
    }

    @Test
    void refusesProposalsOfAnotherShape() {
        Attack cropped = new Attack() {
            @Override
            public String name() {
                return "crop";
            }

            @Override
            public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
                return x.slice(0, 1);
            }
        };
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, SEED);
        assertThrows(IllegalStateException.class, () -> evaluation.run(cropped, ThreatModel.linf(0.1f)));
    }

    @Test
    void refusesNonsense() {
        LabeledImages dark = new LabeledImages(Tensor.of(new float[] {-0.5f}, 1, 1, 1, 1), new long[1], 3);
        Evaluation single = new Evaluation(new SmoothClassifier(1, 3, 3, 1), dark, SEED);
        assertThrows(IllegalArgumentException.class, () -> single.run(new Fgsm(), ThreatModel.linf(0.1f)));
        LabeledImages ten = new LabeledImages(SAMPLES.images(), SAMPLES.labels(), 10);
        assertThrows(IllegalArgumentException.class, () -> new Evaluation(VICTIM, ten, SEED));
        assertThrows(IllegalArgumentException.class, () -> new Evaluation(VICTIM, SAMPLES, SEED, 0));
        Evaluation evaluation = new Evaluation(VICTIM, SAMPLES, SEED);
        ThreatModel goal = ThreatModel.linf(0.1f).towards(3);
        assertThrows(IllegalArgumentException.class, () -> evaluation.run(new Fgsm(), goal));
        assertThrows(IllegalArgumentException.class, () -> ThreatModel.linf(-1));
        assertThrows(IllegalArgumentException.class, () -> ThreatModel.linf(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> ThreatModel.linf(1).towards(-2));
        assertThrows(IllegalArgumentException.class, () -> new Classifier.Bounds(1, 1));
    }

    @Test
    void refusesLogitsThatAreNotNumbers() {
        Classifier broken = new Classifier() {
            @Override
            public Tensor logits(Tensor x) {
                float[] z = new float[3 * x.count()];
                z[4] = Float.NaN;
                return Tensor.of(z, x.count(), 3);
            }

            @Override
            public Pull pull(Tensor x, LogitWeights weights) {
                return new Pull(logits(x), Tensor.zeros(x.shape()));
            }

            @Override
            public int classes() {
                return 3;
            }
        };
        assertThrows(IllegalStateException.class, () -> new Evaluation(broken, SAMPLES, SEED));
    }

    @Test
    void transferMatrixAgreesWithEvaluations() {
        SequencedMap<String, Classifier> models = new LinkedHashMap<>();
        models.put("a", VICTIM);
        models.put("b", new SmoothClassifier(16, 5, 3, 7));
        models.put("c", new SmoothClassifier(16, 11, 3, 8));
        ThreatModel threat = ThreatModel.linf(0.15f);
        Attack attack = new Pgd(5, StepSize.ofBudget(0.3)).withRandomStarts(1);
        TransferMatrix matrix = TransferMatrix.measure(models, SAMPLES, attack, threat, SEED, 6);
        models.forEach((source, seen) -> models.forEach((victim, graded) -> assertEquals(
                new Evaluation(graded, SAMPLES, SEED).run(attack, seen, threat, false).outcome(),
                matrix.outcome(source, victim))));
        assertEquals(20, matrix.outcome("b", "c").total());
        assertArrayEquals(new Object[] {"a", "b", "c"}, matrix.names().toArray());
        assertThrows(IllegalArgumentException.class, () -> matrix.outcome("a", "d"));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThrows(IllegalArgumentException.class,
                () -> TransferMatrix.measure(models, SAMPLES, attack, threat, SEED, 0)));
        models.put("other", new SmoothClassifier(16, 5, 4, 7));
        assertThrows(IllegalArgumentException.class,
                () -> TransferMatrix.measure(models, SAMPLES, attack, threat, SEED, 6));
    }
}
