package org.ketwright.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What holds for every classifier. Implementations inherit this and give a classifier and a few samples. What compares two
 * evaluations asks nothing of those that are stochastic; these show on their own that their mean is right.
 */
public abstract class ClassifierContract {

    /** The classifier under test. */
    protected abstract Classifier classifier();

    /** At least three samples, inside the bounds and, if the classifier has kinks, away from them. */
    protected abstract Tensor samples();

    /** Step of the central differences; small where the classifier has kinks, large where float noise dominates. */
    protected double step() {
        return 1.0 / 128;
    }

    /** Largest error of a derivative, relative to the length of the gradient. */
    protected double gradientTolerance() {
        return 1e-3;
    }

    /** Largest change of a logit or a gradient entry when a batch is split, relative to the largest one. */
    protected double splitTolerance() {
        return 1e-5;
    }

    @Test
    void givesOneFiniteLogitPerSampleAndClass() {
        Tensor logits = classifier().logits(samples());
        assertArrayEquals(new int[] {samples().count(), classifier().classes()}, logits.shape());
        for (float z : logits.data()) {
            assertTrue(Float.isFinite(z), "logit " + z);
        }
    }

    @Test
    void doesNotWriteToItsInput() {
        Tensor x = samples();
        float[] before = x.data().clone();
        Tensor cotangent = cotangent(1);
        float[] cotangentBefore = cotangent.data().clone();
        classifier().logits(x);
        classifier().pullback(x, cotangent);
        assertArrayEquals(before, x.data());
        assertArrayEquals(cotangentBefore, cotangent.data());
    }

    @Test
    void repeatsItselfUnlessItIsStochastic() {
        if (!isStochastic()) {
            assertArrayEquals(classifier().logits(samples()).data(), classifier().logits(samples()).data());
            assertArrayEquals(classifier().pullback(samples(), cotangent(2)).data(),
                    classifier().pullback(samples(), cotangent(2)).data());
        }
    }

    /** Along random directions v: {@code <v, pullback(w)> = d/dh <w, logits(x + h v)>}, sample by sample. */
    @Test
    void pullbackEqualsCentralDifferences() {
        if (isStochastic()) {
            return;
        }
        Tensor x = samples();
        int size = x.sampleSize();
        int classes = classifier().classes();
        for (int trial = 0; trial < 5; trial++) {
            RandomGenerator random = new Seed(7).derive(trial).generator();
            Tensor w = cotangent(3 + trial);
            float[] gradient = classifier().pullback(x, w).data();
            float[] v = new float[gradient.length];
            float[] up = x.data().clone();
            float[] down = x.data().clone();
            for (int i = 0; i < v.length; i++) {
                v[i] = random.nextBoolean() ? 1 : -1;
                up[i] += (float) step() * v[i];
                down[i] -= (float) step() * v[i];
            }
            float[] above = classifier().logits(Tensor.of(up, x.shape())).data();
            float[] below = classifier().logits(Tensor.of(down, x.shape())).data();
            for (int sample = 0; sample < x.count(); sample++) {
                double expected = 0;
                for (int k = sample * classes; k < (sample + 1) * classes; k++) {
                    expected += w.data()[k] * ((double) above[k] - below[k]) / (2 * step());
                }
                double actual = 0;
                double length = 0;
                for (int i = sample * size; i < (sample + 1) * size; i++) {
                    actual += (double) v[i] * gradient[i];
                    length += (double) gradient[i] * gradient[i];
                }
                assertEquals(expected, actual, gradientTolerance() * (1 + Math.sqrt(length)), "sample " + sample);
            }
        }
    }

    /** Weights follow from the logits; every sample is weighed as often as all others, whatever it comes with. */
    @Test
    void pullIsLogitsAndPullbackInOne() {
        Tensor w = cotangent(11);
        int classes = classifier().classes();
        float[] seen = new float[w.data().length];
        float[] weights = new float[w.data().length];
        AtomicIntegerArray asked = new AtomicIntegerArray(samples().count());
        Classifier.Pull pull = classifier().pull(samples(), (first, logits) -> {
            float[] own = new float[logits.data().length];
            for (int i = 0; i < own.length; i++) {
                int at = first * classes + i;
                own[i] = w.data()[at] * (1 + Math.abs(logits.data()[i]));
                seen[at] = logits.data()[i];
                weights[at] = own[i];
            }
            for (int i = first; i < first + logits.count(); i++) {
                asked.incrementAndGet(i);
            }
            return Tensor.of(own, logits.shape());
        });
        for (int i = 0; i < samples().count(); i++) {
            assertEquals(Math.max(1, asked.get(0)), asked.get(i), "sample " + i);
        }
        assertArrayEquals(samples().shape(), pull.gradient().shape());
        if (!isStochastic()) {
            assertClose(Tensor.of(seen, w.shape()), pull.logits());
            assertClose(classifier().logits(samples()), pull.logits());
            assertClose(classifier().pullback(samples(), Tensor.of(weights, w.shape())), pull.gradient());
        }
    }

    @Test
    void samplesDoNotSeeEachOther() {
        if (isStochastic()) {
            return;
        }
        Tensor x = samples();
        Tensor w = cotangent(12);
        Tensor logits = classifier().logits(x);
        Tensor gradient = classifier().pullback(x, w);
        for (int i = 0; i < x.count(); i++) {
            assertClose(logits.slice(i, i + 1), classifier().logits(x.slice(i, i + 1)));
            assertClose(gradient.slice(i, i + 1), classifier().pullback(x.slice(i, i + 1), w.slice(i, i + 1)));
        }
    }

    private boolean isStochastic() {
        return classifier().randomness() == Classifier.Randomness.STOCHASTIC;
    }

    private Tensor cotangent(long seed) {
        RandomGenerator random = new Seed(seed).generator();
        float[] w = new float[samples().count() * classifier().classes()];
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) random.nextGaussian();
        }
        return Tensor.of(w, samples().count(), classifier().classes());
    }

    private void assertClose(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        double largest = 0;
        for (float e : expected.data()) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int i = 0; i < expected.data().length; i++) {
            assertEquals(expected.data()[i], actual.data()[i], splitTolerance() * largest, "number " + i);
        }
    }
}
