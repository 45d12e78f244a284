package org.ketwright.benchmarks.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ketwright.benchmarks.circuits.SplitMix;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.harness.Yardstick;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.Architecture;
import org.ketwright.classical.network.Initialization;
import org.ketwright.classical.network.Layer;
import org.ketwright.classical.network.Network;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Trainer;
import org.ketwright.kernels.Precision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One epoch of training the dense head on the features of 784 windows, with Adam. */
public class HeadBenchmark {
    private static final int FEATURES = 784;
    private static final int CLASSES = 10;

    /**
     * Work of one call: a multiply-add for each weight forward and one back, for each image.
     *
     * @param setting parameters
     * @return images
     */
    public static Work work(Setting setting) {
        int images = setting.number("images");
        return new Work("images", images,
                List.of(new Yardstick(Ceiling.FMA_SINGLE, 4.0 * FEATURES * CLASSES * images)));
    }

    /** Features with classes, and a fresh head. */
    @State(Scope.Benchmark)
    public static class Training {
        @Param("1000")
        private int images = 1;
        @Param({"4", "64"})
        private int batch = 1;

        private Network head;
        private Trainer trainer;
        private Tensor features;
        private long[] labels = {};

        /** Draws everything, and compares one step on a few images with the same step written out. */
        @Setup
        public void prepare() {
            head = Network.initialized(new Architecture(List.of(FEATURES), new Layer.Dense(CLASSES)),
                    Initialization.GLOROT_UNIFORM, new Seed(42));
            trainer = new Trainer(new Optimizer.Adam(0.001), 1, batch);
            features = features(images);
            labels = labels(images);
            prove();
        }

        private static Tensor features(int count) {
            SplitMix random = new SplitMix();
            float[] values = new float[count * FEATURES];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (2 * random.unit() - 1);
            }
            return Tensor.of(values, count, FEATURES);
        }

        private static long[] labels(int count) {
            long[] labels = new long[count];
            Arrays.setAll(labels, i -> i * 7 % CLASSES);
            return labels;
        }

        private void prove() {
            int few = 5;
            double rate = 0.5;
            Tensor x = features(few);
            long[] y = labels(few);
            Trainer plain = new Trainer(new Optimizer.Sgd(rate, 0), 1, few);
            Map<String, Tensor> before = head.parameters();
            Map<String, Tensor> after = plain.train(head, x, y, new Seed(1)).model().parameters();
            double[] wanted = widen(before.get("0.weight"));
            double[] bias = widen(before.get("0.bias"));
            double[] gradient = new double[wanted.length];
            for (int i = 0; i < few; i++) {
                double[] p = new double[CLASSES];
                double sum = 0;
                for (int k = 0; k < CLASSES; k++) {
                    p[k] = bias[k];
                    for (int j = 0; j < FEATURES; j++) {
                        p[k] += wanted[k * FEATURES + j] * x.data()[i * FEATURES + j];
                    }
                    p[k] = Math.exp(p[k]);
                    sum += p[k];
                }
                for (int k = 0; k < CLASSES; k++) {
                    double error = (p[k] / sum - (y[i] == k ? 1 : 0)) / few;
                    for (int j = 0; j < FEATURES; j++) {
                        gradient[k * FEATURES + j] += error * x.data()[i * FEATURES + j];
                    }
                }
            }
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] -= rate * gradient[i];
            }
            Proof.equal("the trained weights", widen(after.get("0.weight")), wanted, Precision.SINGLE);
        }

        private static double[] widen(@Nullable Tensor tensor) {
            if (tensor == null) {
                throw new IllegalStateException("a dense head must have the parameters 0.weight and 0.bias");
            }
            double[] wide = new double[tensor.data().length];
            Arrays.setAll(wide, i -> tensor.data()[i]);
            return wide;
        }
    }

    /**
     * One epoch.
     *
     * @param training features and head
     * @return the trained head
     */
    @Benchmark
    public Trainer.Trained<Network> epoch(Training training) {
        return training.trainer.train(training.head, training.features, training.labels, new Seed(7));
    }
}
