package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.ClassifierContract;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.StateVectorSimulator;

class ShotClassifierTest {
    private static final StateVectorSimulator CPU = StateVectorSimulator.on(Backends.named("cpu"));
    private static final ReuploadClassifier EXACT = ModelsTest.reupload(CPU);
    private static final Tensor IMAGES = Tensor.of(QuanvolutionTest.randomFloats(5 * 36, 4), 5, 1, 6, 6);

    @Nested
    class Contract extends ClassifierContract {
        private final Classifier classifier = new ShotClassifier(EXACT, 64, new Seed(1));

        @Override
        protected Classifier classifier() {
            return classifier;
        }

        @Override
        protected Tensor samples() {
            return IMAGES;
        }
    }

    /** Means and covariances of the logits over many calls are those of single shots, divided by the shots. */
    @Test
    void logitsVaryAsTheJointDistributionSays() {
        int shots = 20;
        int calls = 4000;
        ShotClassifier measured = new ShotClassifier(EXACT, shots, new Seed(2));
        double[][] mean = new double[5][3];
        double[][][] product = new double[5][3][3];
        for (int call = 0; call < calls; call++) {
            float[] z = measured.logits(IMAGES).data();
            for (int s = 0; s < 5; s++) {
                for (int k = 0; k < 3; k++) {
                    mean[s][k] += z[3 * s + k] / calls;
                    for (int l = 0; l < 3; l++) {
                        product[s][k][l] += (double) z[3 * s + k] * z[3 * s + l] / calls;
                    }
                }
            }
        }
        Features features = EXACT.features(IMAGES);
        // Probabilities by the simulator; wires 0, 1, 2 are qubits 3, 2, 1.
        double[] p = CPU.probabilities(EXACT.circuit(), EXACT.parameters(), features, 3, 2, 1);
        for (int s = 0; s < 5; s++) {
            double[] exact = new double[3];
            double[][] both = new double[3][3];
            for (int outcome = 0; outcome < 8; outcome++) {
                for (int k = 0; k < 3; k++) {
                    int sign = 1 - 2 * (outcome >> k & 1);
                    exact[k] += sign * p[outcome * 5 + s];
                    for (int l = 0; l < 3; l++) {
                        both[k][l] += sign * (1 - 2 * (outcome >> l & 1)) * p[outcome * 5 + s];
                    }
                }
            }
            for (int k = 0; k < 3; k++) {
                assertEquals(exact[k], mean[s][k], 5 / Math.sqrt((double) shots * calls));
                for (int l = 0; l < 3; l++) {
                    double covariance = (both[k][l] - exact[k] * exact[l]) / shots;
                    assertEquals(covariance, product[s][k][l] - mean[s][k] * mean[s][l], 6.0 / shots / Math.sqrt(
                            calls));
                }
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameDrawsAndEachCallItsOwn() {
        ShotClassifier one = new ShotClassifier(EXACT, 100, new Seed(3));
        ShotClassifier two = new ShotClassifier(EXACT, 100, new Seed(3));
        float[] first = one.logits(IMAGES).data();
        assertArrayEquals(first, two.logits(IMAGES).data());
        float[] second = one.logits(IMAGES).data();
        assertFalse(Arrays.equals(first, second));
        assertArrayEquals(second, two.pull(IMAGES, (from, z) -> z).logits().data());
        assertFalse(Arrays.equals(first, new ShotClassifier(EXACT, 100, new Seed(4)).logits(IMAGES).data()));
        for (float z : first) {
            assertEquals(Math.rint((1 - z) * 50), (1 - z) * 50, 1e-4);
        }
    }

    @Test
    void gradientsGoThroughTheExactJacobian() {
        ShotClassifier measured = new ShotClassifier(EXACT, 10, new Seed(5));
        Classifier.Pull pull = measured.pull(IMAGES, (first, z) -> z);
        assertArrayEquals(EXACT.pullback(IMAGES, pull.logits()).data(), pull.gradient().data());
        assertEquals(Classifier.Randomness.STOCHASTIC, measured.randomness());
    }

    @Test
    void binomialDrawsInvertTheDistribution() {
        BinomialDraw draw = new BinomialDraw(40);
        SplittableRandom random = new SplittableRandom(6);
        for (double p : new double[] {0, 1e-9, 0.03, 0.5, 0.77, 0.999, 1}) {
            for (int n : new int[] {1, 7, 40}) {
                int draws = 40_000;
                int[] counts = new int[n + 1];
                for (int i = 0; i < draws; i++) {
                    counts[draw.draw(n, p, random.nextDouble())]++;
                }
                double mass = Math.pow(1 - p, n);
                for (int k = 0; k <= n; k++) {
                    if (p < 1) {
                        assertEquals(mass, (double) counts[k] / draws, 5 * Math.sqrt((mass + 1e-4) / draws), p + ", "
                                + k);
                        mass *= (n - k) * p / ((k + 1) * (1 - p));
                    } else {
                        assertEquals(k == n ? draws : 0, counts[k]);
                    }
                }
            }
        }
        assertTrue(draw.draw(40, 0.5, Math.nextDown(1.0)) <= 40);
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new ShotClassifier(EXACT, 0, new Seed(1)));
        assertThrows(IllegalArgumentException.class,
                () -> new ShotClassifier(EXACT, ShotClassifier.MOST_SHOTS + 1, new Seed(1)));
    }
}
