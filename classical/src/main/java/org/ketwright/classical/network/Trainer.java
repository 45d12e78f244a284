package org.ketwright.classical.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.ketwright.classical.Loss;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;

/**
 * Trains networks by gradient descent on the mean loss of batches. Samples are reshuffled before each epoch, none is
 * dropped, and the last batch may be smaller. What the frozen layers compute is computed once. The same seed gives
 * bit-identical networks, on any number of threads that train at once.
 *
 * @param optimizer how gradients change parameters
 * @param epochs passes over the samples
 * @param batch samples per step
 * @param loss what is lowered
 */
public record Trainer(Optimizer optimizer, int epochs, int batch, Loss loss) {

    /** Checks the numbers. */
    public Trainer {
        if (epochs < 0 || batch < 1) {
            throw new IllegalArgumentException(
                    "training needs 0 epochs or more and batches of 1 or more but was given " + epochs + " and "
                            + batch);
        }
    }

    /**
     * Trains on the cross-entropy.
     *
     * @param optimizer how gradients change parameters
     * @param epochs passes over the samples
     * @param batch samples per step
     */
    public Trainer(Optimizer optimizer, int epochs, int batch) {
        this(optimizer, epochs, batch, Loss.CROSS_ENTROPY);
    }

    /**
     * One pass over the samples.
     *
     * @param loss mean loss, each sample before the step it took part in
     * @param accuracy share of samples predicted right, likewise
     */
    public record Epoch(double loss, double accuracy) {
    }

    /**
     * The result of a training.
     *
     * @param network with its new parameters
     * @param history one entry per epoch
     */
    public record Trained(Network network, List<Epoch> history) {

        /** Keeps a copy of the history. */
        public Trained {
            history = List.copyOf(history);
        }
    }

    /**
     * Trains a network.
     *
     * @param initial start; not modified
     * @param x N samples
     * @param labels N classes
     * @param seed key of the order of samples
     * @return a trained copy
     * @throws DivergedException if the loss or a parameter is no longer finite
     */
    public Trained train(Network initial, Tensor x, long[] labels, Seed seed) {
        if (labels.length != x.count()) {
            throw new IllegalArgumentException(
                    "samples and labels must be equally many but are " + x.count() + " and " + labels.length);
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("training needs 1 sample or more but was given none");
        }
        for (long label : labels) {
            if (label < 0 || label >= initial.classes()) {
                throw new IllegalArgumentException(
                        "labels must lie in 0.." + (initial.classes() - 1) + " but one is " + label);
            }
        }
        Tensor features = initial.features(x);
        Network head = initial.head();
        float[] parameters = flatten(head);
        List<Epoch> history = new ArrayList<>();
        Optimizer.Update update = optimizer.start(parameters.length);
        try (Backpropagation backpropagation = new Backpropagation(head.architecture(), batch)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                int[] order = seed.derive(epoch).permutation(labels.length);
                Pass pass = new Pass(backpropagation, update, parameters, features.data(), labels, head.classes());
                for (int from = 0; from < order.length; from += batch) {
                    pass.step(order, from, Math.min(order.length, from + batch));
                }
                history.add(pass.finish(epoch));
            }
        }
        return new Trained(initial.withHead(unflatten(head.architecture(), parameters)), history);
    }

    /** One epoch. */
    private final class Pass {
        private final Backpropagation backpropagation;
        private final Optimizer.Update update;
        private final float[] parameters;
        private final float[] samples;
        private final long[] labels;
        private final int classes;
        private final float[] logits;
        private final float[] cotangent;
        private final float[] gradient;
        private double lossSum;
        private int correct;

        Pass(Backpropagation backpropagation, Optimizer.Update update, float[] parameters, float[] samples,
                long[] labels, int classes) {
            this.backpropagation = backpropagation;
            this.update = update;
            this.parameters = parameters;
            this.samples = samples;
            this.labels = labels;
            this.classes = classes;
            this.logits = new float[batch * classes];
            this.cotangent = new float[batch * classes];
            this.gradient = new float[backpropagation.size()];
        }

        void step(int[] order, int from, int to) {
            for (int i = from; i < to; i++) {
                backpropagation.load(i - from, samples, order[i]);
            }
            backpropagation.write(parameters);
            backpropagation.run(to - from, logits, () -> grade(order, from, to), cotangent, gradient);
            update.apply(parameters, gradient);
        }

        private void grade(int[] order, int from, int to) {
            Tensor scores = Tensor.of(logits, batch, classes);
            for (int i = from; i < to; i++) {
                int label = (int) labels[order[i]];
                lossSum += loss.value(logits, i - from, classes, label);
                correct += scores.argmax(i - from) == label ? 1 : 0;
                loss.gradient(logits, i - from, classes, label, 1.0 / (to - from), cotangent);
            }
        }

        Epoch finish(int epoch) {
            boolean finite = Double.isFinite(lossSum);
            for (float p : parameters) {
                finite &= Float.isFinite(p);
            }
            if (!finite) {
                throw new DivergedException(epoch,
                        "the loss or a parameter is not finite (" + optimizer + ", batch " + batch + ")");
            }
            return new Epoch(lossSum / labels.length, (double) correct / labels.length);
        }
    }

    private static float[] flatten(Network network) {
        List<Tensor> values = List.copyOf(network.parameters().sequencedValues());
        float[] flat = new float[values.stream().mapToInt(v -> v.data().length).sum()];
        int at = 0;
        for (Tensor v : values) {
            System.arraycopy(v.data(), 0, flat, at, v.data().length);
            at += v.data().length;
        }
        return flat;
    }

    private static Network unflatten(Architecture architecture, float[] flat) {
        SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
        int at = 0;
        for (var entry : architecture.parameters().entrySet()) {
            int size = entry.getValue().size();
            parameters.put(entry.getKey(),
                    Tensor.of(Arrays.copyOfRange(flat, at, at + size), entry.getValue().shape()));
            at += size;
        }
        return Network.of(architecture, parameters);
    }
}
