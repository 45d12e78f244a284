package org.ketwright.classical.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.ClassifierContract;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;

class NetworkTest {
    private static final Architecture SMALL = new Architecture(List.of(2, 9, 8), new Layer.Convolution(3, 3, 2, 1,
            true),
            new Layer.Relu(), new Layer.MaxPool(2, 1), new Layer.AveragePool(2, 2), new Layer.Flatten(),
            new Layer.Dense(5, false), new Layer.Relu(), new Layer.Dense(4));

    private static Tensor random(long seed, int... shape) {
        RandomGenerator random = new Seed(seed).generator();
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = random.nextFloat();
        }
        return tensor;
    }

    @Nested
    class Convolutional extends ClassifierContract {
        @Override
        protected Classifier classifier() {
            return Network.initialized(SMALL, Initialization.FAN_IN_UNIFORM, new Seed(1));
        }

        @Override
        protected Tensor samples() {
            return random(2, 5, 2, 9, 8);
        }

        @Override
        protected double step() {
            // Short, to stay on one side of the kinks.
            return 1.0 / 4096;
        }
    }

    @Nested
    class Dense extends ClassifierContract {
        @Override
        protected Classifier classifier() {
            Architecture linear = new Architecture(List.of(1, 4, 4), new Layer.Flatten(), new Layer.Dense(3));
            return Network.initialized(linear, Initialization.GLOROT_UNIFORM, new Seed(1));
        }

        @Override
        protected Tensor samples() {
            return random(3, 4, 1, 4, 4);
        }

        @Override
        protected double step() {
            return 0.25;
        }

        @Override
        protected double gradientTolerance() {
            return 1e-5;
        }
    }

    /** Every layer against loops written from its definition. */
    @Test
    void computesWhatItsLayersSay() {
        Network network = Network.initialized(SMALL, Initialization.FAN_IN_UNIFORM, new Seed(4));
        Tensor x = random(5, 3, 2, 9, 8);
        Map<String, Tensor> p = network.parameters();
        float[] logits = network.logits(x).data();
        for (int n = 0; n < 3; n++) {
            double[][][] image = new double[2][9][8];
            for (int i = 0; i < 144; i++) {
                image[i / 72][i / 8 % 9][i % 8] = x.data()[144 * n + i];
            }
            double[][][] filtered = relu(Reference.convolve(image, data(p, "0.weight"), data(p, "0.bias"), 3, 3, 2, 1));
            double[][][] pooled = Reference.pool(Reference.pool(filtered, 2, 1, true), 2, 2, false);
            double[] hidden = Reference.dense(Reference.flatten(pooled), data(p, "5.weight"), new float[5]);
            double[] expected = Reference.dense(IntStream.range(0, 5).mapToDouble(i -> Math.max(0, hidden[i]))
                    .toArray(),
                    data(p, "7.weight"), data(p, "7.bias"));
            for (int k = 0; k < 4; k++) {
                assertEquals(expected[k], logits[4 * n + k], 1e-6);
            }
        }
    }

    private static float[] data(Map<String, Tensor> parameters, String name) {
        Tensor tensor = parameters.get(name);
        if (tensor == null) {
            throw new AssertionError("no " + name);
        }
        return tensor.data();
    }

    private static double[][][] relu(double[][][] image) {
        for (double[][] plane : image) {
            for (double[] row : plane) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = Math.max(0, row[i]);
                }
            }
        }
        return image;
    }

    @Test
    void shapesFollowTheLayers() {
        assertEquals("[0.weight, 0.bias, 5.weight, 7.weight, 7.bias]", SMALL.parameters().keySet().toString());
        assertArrayEquals(new int[] {4}, SMALL.output());
        ParameterShape filter = SMALL.parameters().sequencedValues().iterator().next();
        assertEquals(new ParameterShape("weight", 18, 27, List.of(3, 2, 3, 3)), filter);
        assertEquals(54, filter.size());
    }

    @Test
    void refusesLayersThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> new Architecture(List.of(1, 4, 4), new Layer.Dense(3)));
        assertThrows(IllegalArgumentException.class, () -> new Architecture(List.of(16), new Layer.MaxPool(2, 2)));
        assertThrows(IllegalArgumentException.class,
                () -> new Architecture(List.of(1, 4, 4), new Layer.Convolution(3, 5, 1)));
        assertThrows(IllegalArgumentException.class, () -> new Architecture(List.of(0), new Layer.Dense(3)));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withFrozen(9));
        assertThrows(IllegalArgumentException.class, () -> new Layer.Convolution(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Layer.Convolution(1, 1, 1, -1, true));
    }

    @Test
    void refusesInputsAndParametersOfAnotherShape() {
        Network network = Network.initialized(SMALL, Initialization.FAN_IN_UNIFORM, new Seed(1));
        assertThrows(IllegalArgumentException.class, () -> network.logits(Tensor.zeros(1, 2, 8, 9)));
        assertThrows(IllegalArgumentException.class,
                () -> network.pullback(Tensor.zeros(1, 2, 9, 8), Tensor.zeros(1, 3)));
        Map<String, Tensor> parameters = new LinkedHashMap<>(network.parameters());
        parameters.put("7.bias", Tensor.zeros(5));
        assertThrows(IllegalArgumentException.class, () -> Network.of(SMALL, parameters));
        parameters.remove("7.bias");
        assertThrows(IllegalArgumentException.class, () -> Network.of(SMALL, parameters));
    }

    /** Part of a network: its gradient, carried on through the rest, is that of the whole. */
    @Test
    void gradientsGoThroughNetworksOneAfterTheOther() {
        Architecture whole = new Architecture(List.of(1, 5, 5), List.of(new Layer.Convolution(2, 2, 1),
                new Layer.Relu(), new Layer.Flatten(), new Layer.Dense(3)), 2);
        Network network = Network.initialized(whole, Initialization.FAN_IN_UNIFORM, new Seed(2));
        Network stem = Network.of(new Architecture(List.of(1, 5, 5), new Layer.Convolution(2, 2, 1),
                new Layer.Relu()), Map.of("0.weight", values(network, "0.weight"), "0.bias",
                        values(network, "0.bias")));
        Tensor x = gaussian(4, 1, 5, 5);
        Tensor w = gaussian(4, 3);
        Tensor between = stem.logits(x);
        assertArrayEquals(new int[] {4, 2, 4, 4}, between.shape());
        Classifier.Pull pull = stem.pull(x, (first, features) -> network.head().pullback(features,
                w.slice(first, first + features.count())));
        assertArrayEquals(between.shape(), pull.logits().shape());
        assertArrayEquals(between.data(), pull.logits().data());
        assertArrayEquals(network.pullback(x, w).data(), pull.gradient().data(), 1e-6f);
        assertThrows(IllegalArgumentException.class, () -> stem.gradients(x, 2).close());
    }

    private static Tensor values(Network network, String name) {
        return Objects.requireNonNull(network.parameters().get(name));
    }

    private static Tensor gaussian(int... shape) {
        Tensor drawn = Tensor.zeros(shape);
        RandomGenerator random = new Seed(3).generator();
        for (int i = 0; i < drawn.data().length; i++) {
            drawn.data()[i] = (float) random.nextGaussian();
        }
        return drawn;
    }

    @Test
    void trainingRefusesSamplesOfAnotherShape() {
        Architecture architecture = new Architecture(List.of(1, 4, 4), new Layer.Flatten(), new Layer.Dense(3));
        for (int frozen = 0; frozen < 2; frozen++) {
            Network network = Network.initialized(architecture.withFrozen(frozen), Initialization.FAN_IN_UNIFORM,
                    new Seed(1));
            for (Tensor x : new Tensor[] {Tensor.zeros(6, 1, 4, 2), Tensor.zeros(6, 16), Tensor.zeros(6, 2, 4, 4)}) {
                assertThrows(IllegalArgumentException.class, () -> network.gradients(x, 2).close(), x.toString());
            }
        }
    }

    @Test
    void parametersGoOutAndInUnchanged() {
        Network network = Network.initialized(SMALL, Initialization.GLOROT_UNIFORM, new Seed(6));
        Network copy = Network.of(SMALL, network.parameters());
        Tensor x = random(7, 3, 2, 9, 8);
        assertArrayEquals(network.logits(x).data(), copy.logits(x).data());
        network.parameters().sequencedValues().getFirst().data()[0] = 99;
        assertArrayEquals(copy.logits(x).data(), network.logits(x).data());
    }

    @Test
    void frozenLayersAndHeadMakeTheWhole() {
        Network network = Network.initialized(SMALL.withFrozen(4), Initialization.FAN_IN_UNIFORM, new Seed(8));
        Tensor x = random(9, 3, 2, 9, 8);
        Tensor features = network.features(x);
        assertArrayEquals(new int[] {3, 3, 2, 1}, features.shape());
        assertArrayEquals(network.logits(x).data(), network.head().logits(features).data(), 1e-6f);
        assertEquals(4, network.head().architecture().layers().size());
        Network free = Network.initialized(SMALL, Initialization.FAN_IN_UNIFORM, new Seed(8));
        assertArrayEquals(x.data(), free.features(x).data());
    }

    @Test
    void manySamplesAreComputedInParts() {
        Network network = Network.initialized(SMALL, Initialization.FAN_IN_UNIFORM, new Seed(10));
        Tensor x = random(11, 2345, 2, 9, 8);
        float[] all = network.logits(x).data();
        assertEquals(2345 * 4, all.length);
        for (int i : new int[] {0, 999, 1000, 2344}) {
            float[] one = network.logits(x.slice(i, i + 1)).data();
            for (int k = 0; k < 4; k++) {
                assertEquals(one[k], all[4 * i + k], 1e-6);
            }
        }
    }

    @Test
    void initialParametersFillTheirInterval() {
        Architecture wide = new Architecture(List.of(1, 6, 6), new Layer.Convolution(40, 2, 2), new Layer.Flatten(),
                new Layer.Dense(50));
        for (Initialization way : Initialization.values()) {
            Network network = Network.initialized(wide, way, new Seed(12));
            double convolution = way == Initialization.GLOROT_UNIFORM ? Math.sqrt(6.0 / (4 + 160)) : 0.5;
            double dense = way == Initialization.GLOROT_UNIFORM ? Math.sqrt(6.0 / (360 + 50)) : 1 / Math.sqrt(360);
            assertUniform(convolution, data(network.parameters(), "0.weight"), 0.1);
            assertUniform(dense, data(network.parameters(), "2.weight"), 0.01);
            float bias = data(network.parameters(), "2.bias")[3];
            assertEquals(way == Initialization.GLOROT_UNIFORM, bias == 0);
            assertNotEquals(data(network.parameters(), "2.weight")[0],
                    data(Network.initialized(wide, way, new Seed(13)).parameters(), "2.weight")[0]);
        }
    }

    private static void assertUniform(double limit, float[] values, double slack) {
        double largest = 0;
        double squares = 0;
        for (float v : values) {
            largest = Math.max(largest, Math.abs(v));
            squares += (double) v * v / values.length;
        }
        assertTrue(largest <= limit && largest > limit * (1 - slack), largest + " of " + limit);
        assertEquals(limit / Math.sqrt(3), Math.sqrt(squares), 2 * slack * limit);
    }

    @Test
    void threadsMayShareANetwork() throws Exception {
        Network network = Network.initialized(SMALL, Initialization.FAN_IN_UNIFORM, new Seed(14));
        Tensor x = random(15, 20, 2, 9, 8);
        float[] alone = network.pullback(x, random(16, 20, 4)).data();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<float[]>> work = Collections.nCopies(40, () -> network.pullback(x, random(16, 20, 4)).data());
            for (Future<float[]> done : threads.invokeAll(work)) {
                assertArrayEquals(alone, done.get());
            }
        }
    }
}
