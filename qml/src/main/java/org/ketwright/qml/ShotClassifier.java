package org.ketwright.qml;

import java.util.ArrayList;
import java.util.List;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.LogitWeights;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.kernels.Philox;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.PauliString;
import org.ketwright.simulator.Pullback;
import org.ketwright.simulator.Wrt;

/**
 * A quantum classifier as a machine would run it: each image is measured a finite number of times, and the logits are the
 * means of what was seen on the qubits of the classes.
 *
 * <p>
 * Every call measures anew; the same calls in the same order give the same draws. Counts are drawn from the exact joint
 * distribution of the measured qubits, so the logits of one image vary together as they would. Gradients take the
 * cotangent at drawn logits and go back through the exact Jacobian, which is what gradients estimated from shots are on
 * average; for the expectation over shots, average several calls.
 */
public final class ShotClassifier implements Classifier {
    /** Most shots of one image. */
    public static final int MOST_SHOTS = 1 << 20;

    private static final int MOST_CLASSES = 10;

    private final QuantumClassifier<?> exact;
    private final List<Observable> products;
    private final BinomialDraw binomial;
    private final int shots;
    private final Seed seed;
    private long calls;

    /**
     * Measures a classifier.
     *
     * @param exact
     *            gives the distribution of outcomes
     * @param shots
     *            measurements of each image, 1 to {@value #MOST_SHOTS}
     * @param seed
     *            key of the draws
     */
    public ShotClassifier(QuantumClassifier<?> exact, int shots, Seed seed) {
        if (shots < 1 || shots > MOST_SHOTS) {
            throw new IllegalArgumentException(
                    "the number of shots lies in 1.." + MOST_SHOTS + " but was given " + shots);
        }
        if (exact.classes() > MOST_CLASSES) {
            throw new IllegalArgumentException("the joint distribution of " + exact.classes()
                    + " qubits is too large to draw from; at most " + MOST_CLASSES + " classes are measured");
        }
        this.exact = exact;
        this.products = products(exact.observables());
        this.binomial = new BinomialDraw(shots);
        this.shots = shots;
        this.seed = seed;
    }

    /** The product of the Z of each subset of classes but the empty one; bit k of the number of a subset is class k. */
    private static List<Observable> products(List<Observable> observables) {
        List<Observable> all = new ArrayList<>();
        for (int subset = 1; subset < 1 << observables.size(); subset++) {
            long mask = 0;
            for (int k = 0; k < observables.size(); k++) {
                mask |= (subset >> k & 1) == 1 ? observables.get(k).terms().getFirst().pauli().z() : 0;
            }
            all.add(Observable.of(new PauliString(0, mask)));
        }
        return all;
    }

    /**
     * Measurements of each image.
     *
     * @return the number of shots
     */
    public int shots() {
        return shots;
    }

    @Override
    public Tensor logits(Tensor x) {
        if (x.count() == 0) {
            return exact.logits(x);
        }
        return draw(exact.expectations(exact.features(x), products), 0, x.count(), nextKey());
    }

    @Override
    public Pull pull(Tensor x, LogitWeights weights) {
        if (x.count() == 0) {
            return exact.pull(x, weights);
        }
        int classes = exact.classes();
        long key = nextKey();
        Tensor all = Tensor.zeros(x.count(), classes);
        Pullback back = exact.pullback(exact.parameters(), exact.features(x), products, (first, count, means) -> {
            Tensor logits = draw(means, first, count, key);
            System.arraycopy(logits.data(), 0, all.data(), first * classes, logits.data().length);
            double[] cotangent = Columns.of(weights.of(first, logits).data(), count);
            double[] ofProducts = new double[means.length];
            for (int k = 0; k < classes; k++) {
                System.arraycopy(cotangent, k * count, ofProducts, ((1 << k) - 1) * count, count);
            }
            return ofProducts;
        }, Wrt.FEATURES);
        return new Pull(all, Tensor.of(Columns.rows(back.featureGradient(), x.count()), x.shape()));
    }

    private long nextKey() {
        return seed.derive(calls++).value();
    }

    /** Logits of consecutive images from the means of the products. */
    private Tensor draw(double[] means, int first, int count, long key) {
        int classes = exact.classes();
        Tensor logits = Tensor.zeros(count, classes);
        double[] probabilities = new double[1 << classes];
        for (int s = 0; s < count; s++) {
            probabilities[0] = 1;
            for (int subset = 1; subset < probabilities.length; subset++) {
                probabilities[subset] = means[(subset - 1) * count + s];
            }
            toProbabilities(probabilities);
            int[] ones = ones(probabilities, classes, key, first + s);
            for (int k = 0; k < classes; k++) {
                logits.data()[s * classes + k] = (float) (1 - 2.0 * ones[k] / shots);
            }
        }
        return logits;
    }

    /** Walsh-Hadamard transform: from means of products of signs to probabilities of outcomes, in place. */
    static void toProbabilities(double[] values) {
        for (int half = 1; half < values.length; half *= 2) {
            for (int i = 0; i < values.length; i++) {
                if ((i & half) == 0) {
                    double a = values[i];
                    double b = values[i + half];
                    values[i] = (a + b) / 2;
                    values[i + half] = (a - b) / 2;
                }
            }
        }
    }

    /** How often each class's qubit was 1: one binomial draw for each outcome from the shots that are left. */
    private int[] ones(double[] probabilities, int classes, long key, int sample) {
        int[] ones = new int[classes];
        int left = shots;
        double rest = 1;
        for (int outcome = 0; outcome < probabilities.length && left > 0; outcome++) {
            double p = Math.max(0, probabilities[outcome]);
            boolean isLast = outcome + 1 == probabilities.length || p >= rest;
            int seen = isLast ? left : binomial.draw(left, p / rest, Philox.uniform(key, sample, outcome));
            for (int k = 0; k < classes; k++) {
                ones[k] += (outcome >> k & 1) * seen;
            }
            left -= seen;
            rest -= p;
        }
        return ones;
    }

    @Override
    public int classes() {
        return exact.classes();
    }

    @Override
    public Bounds bounds() {
        return exact.bounds();
    }

    @Override
    public Randomness randomness() {
        return Randomness.STOCHASTIC;
    }
}
