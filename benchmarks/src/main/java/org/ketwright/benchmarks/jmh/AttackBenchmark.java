package org.ketwright.benchmarks.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits;
import org.ketwright.benchmarks.circuits.SplitMix;
import org.ketwright.benchmarks.circuits.TextbookCost;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.harness.Yardstick;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Pgd;
import org.ketwright.classical.attack.SampleSeeds;
import org.ketwright.classical.attack.StepSize;
import org.ketwright.classical.network.Architecture;
import org.ketwright.classical.network.Initialization;
import org.ketwright.classical.network.Layer;
import org.ketwright.classical.network.Network;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Workers;
import org.ketwright.qml.CircuitFilter;
import org.ketwright.qml.ClosedFormFilter;
import org.ketwright.qml.Entanglement;
import org.ketwright.qml.Order;
import org.ketwright.qml.Quanvolution;
import org.ketwright.qml.QuanvolutionAnsatz;
import org.ketwright.qml.QuanvolutionClassifier;
import org.ketwright.qml.WindowFilter;
import org.ketwright.qml.WindowGrid;
import org.ketwright.simulator.StateVectorSimulator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One step of projected gradient descent through a quanvolution and its head, on images of 28 x 28 pixels. */
public class AttackBenchmark {
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    /**
     * Work of one call: the circuits forward, and the states and their adjoints back; the head is small beside them.
     *
     * @param setting parameters
     * @return images
     */
    public static Work work(Setting setting) {
        int images = setting.number("images");
        double operations = TextbookCost.operations(BenchmarkCircuits.quanvolution());
        // Features first, then a gradient at them: four passes through each circuit.
        return new Work("images", images, List.of(new Yardstick(Ceiling.FMA_DOUBLE,
                4.0 * images * WindowGrid.mnist().windows() * operations)));
    }

    /** How features are computed. */
    public enum Path {
        /** By the general engine. */
        ENGINE,
        /** By the closed form. */
        CLOSED_FORM
    }

    /** Images with classes, and a classifier. */
    @State(Scope.Benchmark)
    public static class Victim {
        @Param("200")
        private int images = 1;
        @Param({"ENGINE", "CLOSED_FORM"})
        private Path path = Path.ENGINE;

        private Classifier classifier;
        private Tensor x;
        private long[] labels = {};

        /** Draws everything, and compares logits and gradients of a few images with the twin's. */
        @Setup
        public void prepare() {
            RandomGenerator random = new Seed(42).generator();
            QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.of(4, Order.ENTANGLER_FIRST, Math.PI,
                    Entanglement.FULL.edges(4, random));
            double[] angles = new double[ansatz.parameters()];
            Arrays.setAll(angles, i -> 2 * Math.PI * random.nextDouble());
            classifier = classifier(switch (path) {
                case ENGINE -> circuits(Proof.engine(Precision.DOUBLE), ansatz, angles);
                case CLOSED_FORM -> ClosedFormFilter.of(ansatz, angles, Workers.shared());
            });
            x = images(images);
            labels = new long[images];
            Arrays.setAll(labels, i -> i * 7 % CLASSES);
            Classifier twin = classifier(circuits(Proof.twin(), ansatz, angles));
            Tensor few = images(3);
            Classifier.Pull got = classifier.pull(few, (first, logits) -> logits);
            Classifier.Pull wanted = twin.pull(few, (first, logits) -> logits);
            Proof.equal("the logits", widen(got.logits()), widen(wanted.logits()), Precision.SINGLE);
            Proof.equal("the gradient", widen(got.gradient()), widen(wanted.gradient()), Precision.SINGLE);
        }

        private static WindowFilter circuits(StateVectorSimulator simulator, QuanvolutionAnsatz ansatz,
                double[] angles) {
            return new CircuitFilter(simulator, ansatz.circuit(), angles);
        }

        private static Classifier classifier(WindowFilter filter) {
            Quanvolution quanvolution = new Quanvolution(filter, WindowGrid.mnist());
            return new QuanvolutionClassifier(quanvolution, Network.initialized(
                    new Architecture(List.of(quanvolution.features()), new Layer.Dense(CLASSES)),
                    Initialization.GLOROT_UNIFORM, new Seed(42)));
        }

        private static Tensor images(int count) {
            SplitMix random = new SplitMix();
            float[] pixels = new float[count * SIDE * SIDE];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.unit();
            }
            return Tensor.of(pixels, count, 1, SIDE, SIDE);
        }

        private static double[] widen(Tensor tensor) {
            double[] wide = new double[tensor.data().length];
            Arrays.setAll(wide, i -> tensor.data()[i]);
            return wide;
        }
    }

    /**
     * One step.
     *
     * @param victim images and classifier
     * @return images a step nearer to another class
     */
    @Benchmark
    public Tensor pgdStep(Victim victim) {
        return new Pgd(1, StepSize.ofBudget(1)).propose(victim.classifier, victim.x, victim.labels,
                ThreatModel.linf(0.1f), SampleSeeds.consecutive(new Seed(7), 0, victim.x.count()));
    }
}
