package org.ketwright.benchmarks.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits;
import org.ketwright.benchmarks.circuits.TextbookCost;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.harness.Yardstick;
import org.ketwright.classical.Seed;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Workers;
import org.ketwright.qml.CircuitFilter;
import org.ketwright.qml.ClosedFormFilter;
import org.ketwright.qml.Entanglement;
import org.ketwright.qml.Order;
import org.ketwright.qml.QuanvolutionAnsatz;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Features of image windows and their gradients to the pixels, through the general engine and through the closed form.
 * The engine runs the circuit that other simulators are timed with; the closed form runs the order of blocks in which
 * the entangler matters, since in the other it has nothing to do.
 */
public class QuanvolutionBenchmark {
    /** Windows of a proof: enough for several vectors and a rest. */
    private static final int FEW = 37;

    /**
     * Work of one call of the general engine.
     *
     * @param setting parameters
     * @param passes how often a textbook goes through the circuit: 1 for features, 3 for a gradient, which carries the
     *        state forward, and the state and its adjoint back
     * @return circuits
     */
    public static Work engineWork(Setting setting, int passes) {
        return work(setting, passes,
                setting.precision() == Precision.DOUBLE ? Ceiling.FMA_DOUBLE : Ceiling.FMA_SINGLE);
    }

    /**
     * Work of one call of the closed form, counted as if it went through the circuit.
     *
     * @param setting parameters
     * @param passes as for the engine
     * @return circuits
     */
    public static Work closedFormWork(Setting setting, int passes) {
        return work(setting, passes, Ceiling.FMA_DOUBLE);
    }

    private static Work work(Setting setting, int passes, Ceiling ceiling) {
        int windows = setting.number("windows");
        double operations = TextbookCost.operations(BenchmarkCircuits.quanvolution());
        return new Work("circuits", windows, List.of(new Yardstick(ceiling, passes * windows * operations)));
    }

    /** A batch of windows through the general engine. */
    @State(Scope.Benchmark)
    public static class Engine {
        @Param("196000")
        private int windows = 1;
        @Param("DOUBLE")
        private Precision precision = Precision.DOUBLE;

        private WindowBatch batch;

        /** Draws pixels and weights, and compares a few windows with the twin. */
        @Setup
        public void prepare() {
            batch = new WindowBatch(
                    new CircuitFilter(Proof.engine(precision), BenchmarkCircuits.quanvolution(), new double[0]),
                    new CircuitFilter(Proof.twin(), BenchmarkCircuits.quanvolution(), new double[0]), windows, FEW,
                    precision);
        }
    }

    /** A batch of windows through the closed form. */
    @State(Scope.Benchmark)
    public static class ClosedForm {
        @Param("196000")
        private int windows = 1;

        private WindowBatch batch;

        /** Draws pixels, weights and angles, and compares a few windows with the general engine's twin. */
        @Setup
        public void prepare() {
            RandomGenerator random = new Seed(42).generator();
            QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.of(4, Order.ENTANGLER_FIRST, Math.PI,
                    Entanglement.FULL.edges(4, random));
            double[] angles = new double[ansatz.parameters()];
            Arrays.setAll(angles, i -> 2 * Math.PI * random.nextDouble());
            batch = new WindowBatch(ClosedFormFilter.of(ansatz, angles, Workers.shared()),
                    new CircuitFilter(Proof.twin(), ansatz.circuit(), angles), windows, FEW, Precision.DOUBLE);
        }
    }

    /**
     * Features through the general engine.
     *
     * @param state the batch
     * @return four features of each window
     */
    @Benchmark
    public double[] engine(Engine state) {
        return state.batch.features();
    }

    /**
     * Gradients through the general engine.
     *
     * @param state the batch
     * @return the gradient of each pixel
     */
    @Benchmark
    public double[] enginePullback(Engine state) {
        return state.batch.gradient();
    }

    /**
     * Features through the closed form.
     *
     * @param state the batch
     * @return four features of each window
     */
    @Benchmark
    public double[] closedForm(ClosedForm state) {
        return state.batch.features();
    }

    /**
     * Gradients through the closed form.
     *
     * @param state the batch
     * @return the gradient of each pixel
     */
    @Benchmark
    public double[] closedFormPullback(ClosedForm state) {
        return state.batch.gradient();
    }
}
