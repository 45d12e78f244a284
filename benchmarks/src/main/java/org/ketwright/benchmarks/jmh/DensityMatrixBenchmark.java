package org.ketwright.benchmarks.jmh;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits;
import org.ketwright.benchmarks.circuits.NoisyCircuits;
import org.ketwright.benchmarks.circuits.SplitMix;
import org.ketwright.benchmarks.circuits.TextbookCost;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.harness.Yardstick;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Pullback;
import org.ketwright.simulator.Wrt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Circuits with noise as density matrices: one large one, and batches of small ones with their exact gradients. */
public class DensityMatrixBenchmark {
    /** Samples of a proof: a vector and a rest. */
    private static final int FEW = 11;

    private static final int PROOF_QUBITS = 5;

    private static DensityMatrixSimulator engine(Precision precision) {
        return DensityMatrixSimulator.on(Backends.named("cpu")).withPrecision(precision);
    }

    private static DensityMatrixSimulator twin() {
        return DensityMatrixSimulator.on(Backends.named("scalar"));
    }

    /**
     * Work of a large density matrix.
     *
     * @param setting parameters
     * @return one circuit
     */
    public static Work largeWork(Setting setting) {
        return work(NoisyCircuits.brick(setting.number("qubits"), NoisyCircuits.After.valueOf(setting.text("after"))),
                1, 1, setting.precision());
    }

    /**
     * Work of a batch of quanvolution circuits.
     *
     * @param setting parameters
     * @param passes how often a textbook goes through the circuit
     * @return circuits
     */
    public static Work quanvolutionWork(Setting setting, int passes) {
        return work(NoisyCircuits.quanvolution(), setting.number("windows"), passes, setting.precision());
    }

    /**
     * Work of a batch of re-upload circuits.
     *
     * @param setting parameters
     * @param passes how often a textbook goes through the circuit
     * @return circuits
     */
    public static Work reuploadWork(Setting setting, int passes) {
        return work(NoisyCircuits.reupload(NoisyCircuits.REUPLOAD_LAYERS), setting.number("batch"), passes, setting
                .precision());
    }

    private static Work work(Circuit circuit, int items, int passes, Precision precision) {
        Ceiling ceiling = precision == Precision.DOUBLE ? Ceiling.FMA_DOUBLE : Ceiling.FMA_SINGLE;
        return new Work("circuits", items, List.of(
                new Yardstick(ceiling, (double) passes * items * TextbookCost.transferOperations(circuit))));
    }

    /** One large density matrix. */
    @State(Scope.Benchmark)
    public static class Large {
        @Param({"10", "11", "12"})
        private int qubits = 1;
        @Param
        private NoisyCircuits.After after = NoisyCircuits.After.PAIR;
        @Param("DOUBLE")
        private Precision precision = Precision.DOUBLE;

        private final List<Observable> observables = List.of(Observable.z(0));
        private Circuit circuit = NoisyCircuits.brick(2, after);
        private DensityMatrixSimulator simulator;

        /** Compares a small circuit with the twin. */
        @Setup
        public void prepare() {
            simulator = engine(precision);
            Circuit small = NoisyCircuits.brick(PROOF_QUBITS, after);
            Proof.equal("the mean of Z", run(simulator, small), run(twin(), small), precision);
            circuit = NoisyCircuits.brick(qubits, after);
        }

        private double[] run(DensityMatrixSimulator on, Circuit of) {
            return on.expectations(of, new double[0], Features.none(), observables);
        }
    }

    /** A batch of small ones. */
    private static final class Batch {
        private final DensityMatrixSimulator simulator;
        private final Circuit circuit;
        private final EnumSet<Wrt> wanted;
        private final double[] parameters;
        private final List<Observable> observables = BenchmarkCircuits.readout();
        private final Features features;
        private final double[] cotangent;

        Batch(Circuit circuit, int count, EnumSet<Wrt> wanted, Precision precision) {
            this(engine(precision), circuit, count, wanted);
            Batch got = new Batch(simulator, circuit, Math.min(count, FEW), wanted);
            Batch twin = new Batch(twin(), circuit, Math.min(count, FEW), wanted);
            Proof.equal("the outputs", got.forward(), twin.forward(), precision);
            Proof.equal("the gradient to features", got.pullback().featureGradient(),
                    twin.pullback().featureGradient(), precision);
        }

        private Batch(DensityMatrixSimulator simulator, Circuit circuit, int count, EnumSet<Wrt> wanted) {
            this.simulator = simulator;
            this.circuit = circuit;
            this.wanted = wanted;
            parameters = numbers(circuit.parameters());
            features = new Features(count, circuit.features(), numbers(circuit.features() * count));
            cotangent = numbers(observables.size() * count);
        }

        private static double[] numbers(int count) {
            SplitMix random = new SplitMix();
            double[] all = new double[count];
            Arrays.setAll(all, i -> random.unit());
            return all;
        }

        double[] forward() {
            return simulator.expectations(circuit, parameters, features, observables);
        }

        Pullback pullback() {
            return simulator.pullback(circuit, parameters, features, observables, cotangent, wanted);
        }
    }

    /** A batch of windows. */
    @State(Scope.Benchmark)
    public static class Windows {
        @Param("196000")
        private int windows = 1;
        @Param({"DOUBLE", "SINGLE"})
        private Precision precision = Precision.DOUBLE;

        private Batch batch;

        /** Draws pixels, and compares a few windows with the twin. */
        @Setup
        public void prepare() {
            batch = new Batch(NoisyCircuits.quanvolution(), windows, EnumSet.of(Wrt.FEATURES), precision);
        }
    }

    /** A batch for the circuit of eight qubits. */
    @State(Scope.Benchmark)
    public static class Uploads {
        @Param("4")
        private int batch = 1;
        @Param("DOUBLE")
        private Precision precision = Precision.DOUBLE;

        private Batch samples;

        /** Draws features, weights and biases, and compares a sample with the twin. */
        @Setup
        public void prepare() {
            EnumSet<Wrt> wanted = EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES);
            Circuit small = NoisyCircuits.reupload(1);
            Proof.equal("the outputs", new Batch(engine(precision), small, 1, wanted).forward(),
                    new Batch(twin(), small, 1, wanted).forward(), precision);
            samples = new Batch(engine(precision), NoisyCircuits.reupload(NoisyCircuits.REUPLOAD_LAYERS), batch,
                    wanted);
        }
    }

    /**
     * One large density matrix from |0...0>, memory and all.
     *
     * @param state the circuit
     * @return the mean of Z on qubit 0
     */
    @Benchmark
    public double[] large(Large state) {
        return state.run(state.simulator, state.circuit);
    }

    /**
     * Features of windows.
     *
     * @param state the batch
     * @return four features of each
     */
    @Benchmark
    public double[] quanvolution(Windows state) {
        return state.batch.forward();
    }

    /**
     * Exact gradients through the noise to the pixels.
     *
     * @param state the batch
     * @return outputs and gradients
     */
    @Benchmark
    public Pullback quanvolutionPullback(Windows state) {
        return state.batch.pullback();
    }

    /**
     * Outputs of a circuit of eight qubits.
     *
     * @param state the batch
     * @return four outputs of each
     */
    @Benchmark
    public double[] reupload(Uploads state) {
        return state.samples.forward();
    }

    /**
     * Exact gradients of a circuit of eight qubits to parameters and features.
     *
     * @param state the batch
     * @return outputs and gradients
     */
    @Benchmark
    public Pullback reuploadPullback(Uploads state) {
        return state.samples.pullback();
    }
}
