package org.ketwright.classical.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.ObjIntConsumer;

import org.jspecify.annotations.Nullable;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;

/**
 * Trains classifiers, classical and quantum, by gradient descent on the mean loss of batches. Samples are reshuffled
 * before each epoch, none is dropped, and the last batch may be smaller. Parameters are kept in single precision, whatever
 * the precision in which a classifier computes their gradient. The same seed gives bit-identical results, on any number
 * of threads that train at once. An interrupted thread stops between two batches.
 *
 * @param optimizer how gradients change parameters
 * @param epochs passes over the samples
 * @param batch samples per step
 * @param loss what is lowered
 * @param penalty what is added to the loss; the history does not include it
 */
public record Trainer(Optimizer optimizer, int epochs, int batch, Loss loss, Penalty penalty) {
    private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

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
        this(optimizer, epochs, batch, Loss.CROSS_ENTROPY, Penalty.NONE);
    }

    /**
     * The same training with a penalty.
     *
     * @param other what is added to the loss
     * @return another trainer
     */
    public Trainer withPenalty(Penalty other) {
        return new Trainer(optimizer, epochs, batch, loss, other);
    }

    /**
     * How well samples are predicted.
     *
     * @param loss mean loss
     * @param accuracy share of samples predicted right
     */
    public record Score(double loss, double accuracy) {
    }

    /**
     * One pass over the samples.
     *
     * @param loss mean loss, each sample before the step it took part in
     * @param accuracy share of samples predicted right, likewise
     * @param validation on samples that are not trained on, after the epoch, if there are any
     */
    public record Epoch(double loss, double accuracy, @Nullable Score validation) {
    }

    /**
     * The result of a training.
     *
     * @param model with its new parameters
     * @param history one entry per epoch
     * @param <M> what was trained
     */
    public record Trained<M>(M model, List<Epoch> history) {

        /** Keeps a copy of the history. */
        public Trained {
            history = List.copyOf(history);
        }
    }

    /**
     * Trains a classifier.
     *
     * @param initial start; not modified
     * @param x N samples
     * @param labels N classes
     * @param seed key of the order of samples
     * @param <M> what is trained
     * @return a trained copy
     * @throws DivergedException if the loss or a parameter is no longer finite
     * @throws CancellationException if the thread was interrupted, which it still is
     */
    public <M extends Trainable<M>> Trained<M> train(M initial, Tensor x, long[] labels, Seed seed) {
        return train(initial, x, labels, null, seed, (model, epochs) -> {
        });
    }

    /**
     * Trains a classifier and tests it after each epoch.
     *
     * @param initial start; not modified
     * @param training what it is trained on
     * @param validation what it is tested on
     * @param seed key of the order of samples
     * @param <M> what is trained
     * @return a trained copy
     * @throws DivergedException if the loss or a parameter is no longer finite
     * @throws CancellationException if the thread was interrupted, which it still is
     */
    public <M extends Trainable<M>> Trained<M> train(M initial, LabeledImages training, LabeledImages validation,
            Seed seed) {
        return train(initial, training, validation, seed, (model, epochs) -> {
        });
    }

    /**
     * Trains a classifier, tests it after each epoch, and shows what it is by then.
     *
     * @param initial start; not modified
     * @param training what it is trained on
     * @param validation what it is tested on
     * @param seed key of the order of samples
     * @param afterEpoch hears after each epoch what the classifier is, and how many epochs it was trained for
     * @param <M> what is trained
     * @return a trained copy
     * @throws DivergedException if the loss or a parameter is no longer finite
     * @throws CancellationException if the thread was interrupted, which it still is
     */
    public <M extends Trainable<M>> Trained<M> train(M initial, LabeledImages training, LabeledImages validation,
            Seed seed, ObjIntConsumer<M> afterEpoch) {
        return train(initial, training.images(), training.labels(), validation, seed, afterEpoch);
    }

    private <M extends Trainable<M>> Trained<M> train(M initial, Tensor x, long[] labels,
            @Nullable LabeledImages validation, Seed seed, ObjIntConsumer<M> afterEpoch) {
        check(initial.classes(), x, labels);
        if (validation != null) {
            check(initial.classes(), validation.images(), validation.labels());
        }
        float[] parameters = initial.trainedParameters();
        List<Epoch> history = new ArrayList<>();
        Optimizer.Update update = optimizer.start(parameters.length);
        try (BatchGradient gradients = initial.gradients(x, batch)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                int[] order = seed.derive(epoch).permutation(labels.length);
                Pass pass = new Pass(gradients, update, parameters, labels, initial.classes());
                for (int from = 0; from < order.length; from += batch) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new CancellationException("training was interrupted in epoch " + epoch);
                    }
                    pass.step(Arrays.copyOfRange(order, from, Math.min(order.length, from + batch)));
                    pass.check(epoch);
                }
                M model = initial.withTrainedParameters(parameters);
                history.add(pass.epoch(validation == null ? null : score(model, validation)));
                afterEpoch.accept(model, epoch + 1);
            }
        }
        return new Trained<>(initial.withTrainedParameters(parameters), history);
    }

    private static void check(int classes, Tensor x, long[] labels) {
        if (labels.length != x.count()) {
            throw new IllegalArgumentException(
                    "samples and labels must be equally many but are " + x.count() + " and " + labels.length);
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("training needs 1 sample or more but was given none");
        }
        for (long label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("labels must lie in 0.." + (classes - 1) + " but one is " + label);
            }
        }
    }

    private Score score(Trainable<?> model, LabeledImages images) {
        Tensor logits = model.logits(images.images());
        double lossSum = 0;
        int correct = 0;
        for (int i = 0; i < images.count(); i++) {
            int label = (int) images.labels()[i];
            lossSum += loss.value(logits.data(), i, model.classes(), label);
            correct += logits.argmax(i) == label ? 1 : 0;
        }
        return new Score(lossSum / images.count(), (double) correct / images.count());
    }

    /** One epoch. */
    private final class Pass {
        private final BatchGradient gradients;
        private final Optimizer.Update update;
        private final float[] parameters;
        private final long[] labels;
        private final int classes;
        private final float[] gradient;
        private double lossSum;
        private int correct;

        Pass(BatchGradient gradients, Optimizer.Update update, float[] parameters, long[] labels, int classes) {
            this.gradients = gradients;
            this.update = update;
            this.parameters = parameters;
            this.labels = labels;
            this.classes = classes;
            this.gradient = new float[parameters.length];
        }

        void step(int... samples) {
            grade(gradients.run(parameters, samples, (first, logits) -> slopes(first, logits, samples), gradient),
                    samples);
            penalty.addGradient(parameters, gradient);
            update.apply(parameters, gradient);
        }

        /** Gradients of the mean loss of the whole batch to the logits of some of it. */
        private Tensor slopes(int first, Tensor logits, int... samples) {
            float[] cotangent = new float[logits.data().length];
            for (int i = 0; i < logits.count(); i++) {
                loss.gradient(logits.data(), i, classes, (int) labels[samples[first + i]], 1.0 / samples.length,
                        cotangent);
            }
            return Tensor.of(cotangent, logits.shape());
        }

        private void grade(Tensor logits, int... samples) {
            for (int i = 0; i < samples.length; i++) {
                int label = (int) labels[samples[i]];
                lossSum += loss.value(logits.data(), i, classes, label);
                correct += logits.argmax(i) == label ? 1 : 0;
            }
        }

        void check(int epoch) {
            // Infinite numbers, and none else, have all bits of the exponent set; those that are not a number, more.
            int largest = 0;
            for (float p : parameters) {
                largest = Math.max(largest, Float.floatToRawIntBits(p) & Integer.MAX_VALUE);
            }
            if (!Double.isFinite(lossSum) || largest >= INFINITE) {
                throw new DivergedException(epoch,
                        "the loss or a parameter is not finite (" + optimizer + ", batch " + batch + ")");
            }
        }

        Epoch epoch(@Nullable Score validation) {
            return new Epoch(lossSum / labels.length, (double) correct / labels.length, validation);
        }
    }
}
