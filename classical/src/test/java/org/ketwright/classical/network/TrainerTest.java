package org.ketwright.classical.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.data.PlusMinus;

class TrainerTest {
    private static final LabeledImages IMAGES = PlusMinus.generate(20, new Seed(1));
    private static final Architecture SOFTMAX = new Architecture(List.of(1, 16, 16), new Layer.Flatten(),
            new Layer.Dense(4));
    private static final Architecture CONVOLUTIONAL = new Architecture(List.of(1, 16, 16),
            new Layer.Convolution(4, 2, 2), new Layer.Relu(), new Layer.Flatten(), new Layer.Dense(4));

    private static Trainer.Trained<Network> train(Architecture architecture, Trainer trainer, long seed) {
        Network initial = Network.initialized(architecture, Initialization.GLOROT_UNIFORM, new Seed(seed));
        return trainer.train(initial, IMAGES.images(), IMAGES.labels(), new Seed(seed));
    }

    private static float[] values(Network network, String name) {
        Tensor tensor = network.parameters().get(name);
        if (tensor == null) {
            throw new AssertionError("no " + name);
        }
        return tensor.data();
    }

    /** Softmax regression in plain doubles, with the textbook updates; batches of 7 leave a last one of 3. */
    @Test
    void followsTheTextbook() {
        for (Optimizer optimizer : List.of(new Optimizer.Adam(0.01), new Optimizer.Sgd(0.1, 0.9))) {
            Network initial = Network.initialized(SOFTMAX, Initialization.FAN_IN_UNIFORM, new Seed(2));
            Trainer.Trained<Network> trained = new Trainer(optimizer, 3, 7).train(initial, IMAGES.images(), IMAGES
                    .labels(),
                    new Seed(3));
            SoftmaxRegression reference = new SoftmaxRegression(values(initial, "1.weight"), values(initial, "1.bias"));
            for (int epoch = 0; epoch < 3; epoch++) {
                int[] order = new Seed(3).derive(epoch).permutation(80);
                double loss = 0;
                for (int from = 0; from < 80; from += 7) {
                    loss += reference.step(Arrays.copyOfRange(order, from, Math.min(80, from + 7)), IMAGES, optimizer);
                }
                assertEquals(loss / 80, trained.history().get(epoch).loss(), 1e-5);
            }
            float[] weight = values(trained.model(), "1.weight");
            for (int i = 0; i < weight.length; i++) {
                assertEquals(reference.parameters[i], weight[i], 2e-5, optimizer + ", weight " + i);
            }
            for (int k = 0; k < 4; k++) {
                assertEquals(reference.parameters[weight.length + k], values(trained.model(), "1.bias")[k], 2e-5);
            }
        }
    }

    private static final class SoftmaxRegression {
        private final double[] parameters = new double[4 * 256 + 4];
        private final double[] first = new double[parameters.length];
        private final double[] second = new double[parameters.length];
        private int steps;

        SoftmaxRegression(float[] weight, float[] bias) {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = i < weight.length ? weight[i] : bias[i - weight.length];
            }
        }

        /** Sum of the losses before the step. */
        double step(int[] batch, LabeledImages images, Optimizer optimizer) {
            double[] gradient = new double[parameters.length];
            double loss = 0;
            for (int sample : batch) {
                double[] e = new double[4];
                double sum = 0;
                for (int k = 0; k < 4; k++) {
                    double z = parameters[1024 + k];
                    for (int i = 0; i < 256; i++) {
                        z += parameters[256 * k + i] * images.images().data()[256 * sample + i];
                    }
                    e[k] = Math.exp(z);
                    sum += e[k];
                }
                int label = (int) images.labels()[sample];
                loss -= Math.log(e[label] / sum);
                for (int k = 0; k < 4; k++) {
                    double c = (e[k] / sum - (k == label ? 1 : 0)) / batch.length;
                    gradient[1024 + k] += c;
                    for (int i = 0; i < 256; i++) {
                        gradient[256 * k + i] += c * images.images().data()[256 * sample + i];
                    }
                }
            }
            steps++;
            for (int i = 0; i < parameters.length; i++) {
                switch (optimizer) {
                    case Optimizer.Adam a -> {
                        first[i] = a.beta1() * first[i] + (1 - a.beta1()) * gradient[i];
                        second[i] = a.beta2() * second[i] + (1 - a.beta2()) * gradient[i] * gradient[i];
                        double m = first[i] / (1 - Math.pow(a.beta1(), steps));
                        double v = second[i] / (1 - Math.pow(a.beta2(), steps));
                        parameters[i] -= a.rate() * m / (Math.sqrt(v) + a.tolerance());
                    }
                    case Optimizer.Sgd s -> {
                        first[i] = s.momentum() * first[i] + gradient[i];
                        parameters[i] -= s.rate() * first[i];
                    }
                }
            }
            return loss;
        }
    }

    @Test
    void learnsTheBuiltInImages() {
        Trainer.Trained<Network> trained = train(CONVOLUTIONAL, new Trainer(new Optimizer.Adam(0.01), 20, 10), 4);
        assertEquals(20, trained.history().size());
        Trainer.Epoch last = trained.history().getLast();
        assertTrue(last.accuracy() > 0.9 && last.loss() < trained.history().getFirst().loss() / 2, last.toString());
        Tensor logits = trained.model().logits(IMAGES.images());
        int correct = 0;
        for (int i = 0; i < IMAGES.count(); i++) {
            correct += logits.argmax(i) == IMAGES.labels()[i] ? 1 : 0;
        }
        assertTrue(correct >= 72, correct + " of 80");
    }

    @Test
    void frozenLayersStayAndTheRestMoves() {
        Architecture frozen = CONVOLUTIONAL.withFrozen(3);
        Trainer trainer = new Trainer(new Optimizer.Adam(0.01), 2, 8);
        Network initial = Network.initialized(frozen, Initialization.GLOROT_UNIFORM, new Seed(5));
        Network network = train(frozen, trainer, 5).model();
        assertArrayEquals(values(initial, "0.weight"), values(network, "0.weight"));
        assertFalse(Arrays.equals(values(initial, "3.weight"), values(network, "3.weight")));
        assertFalse(Arrays.equals(values(initial, "0.weight"),
                values(train(CONVOLUTIONAL, trainer, 5).model(), "0.weight")));
        // Training the head on features by hand is the same thing.
        Trainer.Trained<Network> head = trainer.train(initial.head(), initial.features(IMAGES.images()), IMAGES
                .labels(),
                new Seed(5));
        assertArrayEquals(values(head.model(), "0.weight"), values(network, "3.weight"));
        assertEquals(frozen, network.architecture());
    }

    @Test
    void isBitIdenticalOnAnyNumberOfThreads() throws Exception {
        Trainer trainer = new Trainer(new Optimizer.Adam(0.003), 3, 4);
        List<Callable<Network>> cells = List.of(() -> train(CONVOLUTIONAL, trainer, 6).model(),
                () -> train(SOFTMAX, trainer, 7).model(), () -> train(CONVOLUTIONAL, trainer, 6).model(),
                () -> train(SOFTMAX, trainer, 7).model());
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Network>> together = threads.invokeAll(cells);
            for (int i = 0; i < cells.size(); i++) {
                Network alone = cells.get(i).call();
                for (String name : alone.parameters().keySet()) {
                    assertArrayEquals(values(alone, name), values(together.get(i).get(), name), name);
                }
            }
        }
    }

    @Test
    void anotherSeedIsAnotherOrder() {
        Trainer trainer = new Trainer(new Optimizer.Sgd(0.1, 0), 1, 4);
        Network initial = Network.initialized(SOFTMAX, Initialization.GLOROT_UNIFORM, new Seed(8));
        float[] one = values(trainer.train(initial, IMAGES.images(), IMAGES.labels(), new Seed(1)).model(),
                "1.weight");
        float[] two = values(trainer.train(initial, IMAGES.images(), IMAGES.labels(), new Seed(2)).model(),
                "1.weight");
        assertFalse(Arrays.equals(one, two));
    }

    @Test
    void divergenceIsAnError() {
        Trainer wild = new Trainer(new Optimizer.Sgd(1e38, 0.9), 5, 16);
        DivergedException e = assertThrows(DivergedException.class, () -> train(SOFTMAX, wild, 9));
        assertTrue(String.valueOf(e.getMessage()).contains("1.0E38"), e.getMessage());
        assertTrue(e.epoch() < 5);
    }

    @Test
    void anInterruptedThreadStopsTraining() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> train(SOFTMAX, new Trainer(new Optimizer.Adam(0.01), 3, 8), 1));
        assertTrue(Thread.interrupted());
    }

    @Test
    void validationIsTheScoreAfterEachEpoch() {
        LabeledImages other = PlusMinus.generate(3, new Seed(2));
        Network initial = Network.initialized(SOFTMAX, Initialization.GLOROT_UNIFORM, new Seed(1));
        Trainer.Trained<Network> trained = new Trainer(new Optimizer.Adam(0.01), 2, 8).train(initial, IMAGES, other,
                new Seed(1));
        Trainer.Score score = trained.history().getLast().validation();
        Tensor logits = trained.model().logits(other.images());
        double loss = 0;
        double correct = 0;
        for (int i = 0; i < 12; i++) {
            loss += Loss.CROSS_ENTROPY.value(logits.data(), i, 4, (int) other.labels()[i]) / 12;
            correct += logits.argmax(i) == other.labels()[i] ? 1 : 0;
        }
        assertTrue(score != null && Math.abs(score.loss() - loss) < 1e-12 && score.accuracy() == correct / 12);
    }

    /** What is shown after an epoch is what a training of so many epochs ends with. */
    @Test
    void showsTheModelAfterEachEpoch() {
        Network initial = Network.initialized(SOFTMAX, Initialization.GLOROT_UNIFORM, new Seed(1));
        List<float[]> shown = new ArrayList<>();
        new Trainer(new Optimizer.Adam(0.01), 3, 8).train(initial, IMAGES, IMAGES, new Seed(1), (model, epochs) -> {
            shown.add(model.trainedParameters());
            assertEquals(shown.size(), epochs);
        });
        for (int epochs = 1; epochs <= 3; epochs++) {
            assertArrayEquals(new Trainer(new Optimizer.Adam(0.01), epochs, 8)
                    .train(initial, IMAGES.images(), IMAGES.labels(), new Seed(1)).model().trainedParameters(),
                    shown.get(epochs - 1));
        }
    }

    /** With the penalty c p^2 and a loss of no slope, one step of plain descent multiplies by 1 - 2 c rate. */
    @Test
    void aPenaltyShrinksItsParametersAlone() {
        Network initial = Network.initialized(SOFTMAX, Initialization.GLOROT_UNIFORM, new Seed(1));
        Trainer trainer = new Trainer(new Optimizer.Sgd(0.5, 0), 1, 80);
        float[] free = trainer.train(initial, IMAGES.images(), IMAGES.labels(), new Seed(1)).model()
                .trainedParameters();
        float[] held = trainer.withPenalty(new Penalty.Ridge(10, 500, 0.25))
                .train(initial, IMAGES.images(), IMAGES.labels(), new Seed(1)).model().trainedParameters();
        float[] start = initial.trainedParameters();
        for (int i = 0; i < start.length; i++) {
            double shrink = i >= 10 && i < 500 ? 0.5 * 2 * 0.25 * start[i] : 0;
            assertEquals(free[i] - shrink, held[i], 1e-7);
        }
        assertThrows(IllegalArgumentException.class, () -> new Penalty.Ridge(3, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Penalty.Ridge(0, 2, -1));
    }

    @Test
    void aBatchLargerThanTheSamplesIsAllOfThem() {
        Network initial = Network.initialized(SOFTMAX, Initialization.GLOROT_UNIFORM, new Seed(1));
        float[] all = new Trainer(new Optimizer.Adam(0.01), 2, IMAGES.count())
                .train(initial, IMAGES.images(), IMAGES.labels(), new Seed(1)).model().trainedParameters();
        assertArrayEquals(all, new Trainer(new Optimizer.Adam(0.01), 2, Integer.MAX_VALUE)
                .train(initial, IMAGES.images(), IMAGES.labels(), new Seed(1)).model().trainedParameters());
    }

    @Test
    void aPenaltyOfParametersThatDoNotExistIsRefused() {
        Network initial = Network.initialized(SOFTMAX, Initialization.GLOROT_UNIFORM, new Seed(1));
        Trainer trainer = new Trainer(new Optimizer.Sgd(0.5, 0), 1, 80)
                .withPenalty(new Penalty.Ridge(0, initial.trainedParameters().length + 1, 0.25));
        assertThrows(IllegalArgumentException.class,
                () -> trainer.train(initial, IMAGES.images(), IMAGES.labels(), new Seed(1)));
    }

    @Test
    void refusesNonsense() {
        Trainer trainer = new Trainer(new Optimizer.Adam(0.01), 1, 4);
        Network initial = Network.initialized(SOFTMAX, Initialization.GLOROT_UNIFORM, new Seed(1));
        Tensor two = Tensor.zeros(2, 1, 16, 16);
        assertThrows(IllegalArgumentException.class, () -> trainer.train(initial, two, new long[3], new Seed(1)));
        assertThrows(IllegalArgumentException.class,
                () -> trainer.train(initial, two, new long[] {0, 4}, new Seed(1)));
        assertThrows(IllegalArgumentException.class,
                () -> trainer.train(initial, Tensor.zeros(0, 1, 16, 16), new long[0], new Seed(1)));
        assertThrows(IllegalArgumentException.class, () -> new Trainer(new Optimizer.Adam(0.01), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Adam(0));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Adam(0.1, 1, 0.9, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Sgd(0.1, 1));
    }
}
