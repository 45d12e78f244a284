package org.ketwright.benchmarks.jmh;

import java.util.List;
import org.ketwright.benchmarks.circuits.NoisyCircuits;
import org.ketwright.benchmarks.circuits.TextbookCost;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.harness.Yardstick;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.qml.CircuitFilter;
import org.ketwright.qml.TrigonometricFilter;
import org.ketwright.qml.WindowFilter;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.TrigonometricPolynomial;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The filter of a quanvolution as a device runs it, by density matrices and in closed form. */
public class DeviceBenchmark {
    private static final double[] NO_PARAMETERS = {};
    /** Windows of a proof: enough for several vectors and a rest. */
    private static final int FEW = 19;

    /**
     * Work of one call, counted as if each window's density matrix went through the circuit.
     *
     * @param setting parameters
     * @param passes how often: 1 for features, 3 for a gradient
     * @return circuits
     */
    public static Work work(Setting setting, int passes) {
        int windows = setting.number("windows");
        Ceiling ceiling = setting.precision() == Precision.DOUBLE ? Ceiling.FMA_DOUBLE : Ceiling.FMA_SINGLE;
        return new Work("circuits", windows, List.of(new Yardstick(ceiling,
                passes * windows * TextbookCost.transferOperations(NoisyCircuits.quanvolutionOnDevice()))));
    }

    /** A batch of windows through density matrices. */
    @State(Scope.Benchmark)
    public static class Engine {
        @Param("19600")
        private int windows = 1;
        @Param("DOUBLE")
        private Precision precision = Precision.DOUBLE;

        private WindowBatch batch;

        /** Draws pixels and weights, and compares a few windows with the twin. */
        @Setup
        public void prepare() {
            batch = batch(filter("cpu", precision), windows, precision);
        }
    }

    /** A batch of windows in closed form. */
    @State(Scope.Benchmark)
    public static class ClosedForm {
        @Param("196000")
        private int windows = 1;
        @Param("DOUBLE")
        private Precision precision = Precision.DOUBLE;

        private WindowBatch batch;

        /** Carries the observables back, draws pixels and weights, and compares a few windows with density matrices. */
        @Setup
        public void prepare() {
            DensityMatrixSimulator simulator = simulator("cpu", precision);
            batch = batch(new TrigonometricFilter(TrigonometricPolynomial.of(simulator,
                    NoisyCircuits.quanvolutionOnDevice(), NO_PARAMETERS, Observable.allZ(4)), simulator.backend(),
                    precision), windows, precision);
        }
    }

    /**
     * Features by density matrices.
     *
     * @param state the batch
     * @return four features of each window
     */
    @Benchmark
    public double[] engine(Engine state) {
        return state.batch.features();
    }

    /**
     * Gradients by density matrices.
     *
     * @param state the batch
     * @return the gradient of each pixel
     */
    @Benchmark
    public double[] enginePullback(Engine state) {
        return state.batch.gradient();
    }

    /**
     * Features in closed form.
     *
     * @param state the batch
     * @return four features of each window
     */
    @Benchmark
    public double[] closedForm(ClosedForm state) {
        return state.batch.features();
    }

    /**
     * Gradients in closed form.
     *
     * @param state the batch
     * @return the gradient of each pixel
     */
    @Benchmark
    public double[] closedFormPullback(ClosedForm state) {
        return state.batch.gradient();
    }

    private static DensityMatrixSimulator simulator(String backend, Precision precision) {
        return DensityMatrixSimulator.on(Backends.named(backend)).withPrecision(precision);
    }

    private static WindowFilter filter(String backend, Precision precision) {
        return new CircuitFilter(simulator(backend, precision), NoisyCircuits.quanvolutionOnDevice(), NO_PARAMETERS,
                Observable.allZ(4));
    }

    private static WindowBatch batch(WindowFilter filter, int windows, Precision precision) {
        return new WindowBatch(filter, filter("scalar", Precision.DOUBLE), windows, FEW, precision);
    }
}
