package org.ketwright.benchmarks.jmh;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.ketwright.benchmarks.circuits.BenchmarkCircuits;
import org.ketwright.benchmarks.circuits.SplitMix;
import org.ketwright.benchmarks.circuits.TextbookCost;
import org.ketwright.benchmarks.harness.Ceiling;
import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.benchmarks.harness.Yardstick;
import org.ketwright.kernels.Precision;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Jacobian;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Pullback;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.Wrt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A classifier of 8 qubits and 32 layers whose every angle depends on a pixel, a weight and a bias: its four outputs,
 * their vector-Jacobian product to all 1,536 parameters, and all their derivatives to parameters and pixels.
 */
public class ReuploadBenchmark {
    /** Images of a proof: a vector and a rest. */
    private static final int FEW = 11;

    /**
     * Work of one call.
     *
     * @param setting parameters
     * @param passes how often a textbook goes through the circuit: 1 forward, 2 + K for gradients of K sums of outputs
     * @return circuits
     */
    public static Work work(Setting setting, int passes) {
        int images = setting.number("images");
        double operations = TextbookCost.operations(BenchmarkCircuits.reupload());
        Ceiling ceiling = setting.precision() == Precision.DOUBLE ? Ceiling.FMA_DOUBLE : Ceiling.FMA_SINGLE;
        return new Work("circuits", images, List.of(new Yardstick(ceiling, passes * images * operations)));
    }

    /** A batch of images. */
    @State(Scope.Benchmark)
    public static class Batch {
        @Param("2048")
        private int images = 1;
        @Param({"DOUBLE", "SINGLE"})
        private Precision precision = Precision.DOUBLE;

        private final Circuit circuit = BenchmarkCircuits.reupload();
        private final List<Observable> observables = BenchmarkCircuits.readout();
        private final double[] parameters = new double[circuit.parameters()];
        private StateVectorSimulator simulator;
        private Features features;
        private double[] cotangent = {};

        /** Draws pixels, weights and biases, and compares a few images with the twin. */
        @Setup
        public void prepare() {
            SplitMix random = new SplitMix();
            Arrays.setAll(parameters, i -> random.unit() - 0.5);
            simulator = Proof.engine(precision);
            Features few = features(FEW);
            double[] weights = weights(FEW);
            Jacobian got = simulator.jacobian(circuit, parameters, few, observables);
            Jacobian wanted = Proof.twin().jacobian(circuit, parameters, few, observables);
            Proof.equal("the outputs", simulator.expectations(circuit, parameters, few, observables), wanted.values(),
                    precision);
            Proof.equal("the derivatives to parameters", got.byParameter(), wanted.byParameter(), precision);
            Proof.equal("the derivatives to features", got.byFeature(), wanted.byFeature(), precision);
            Proof.equal("the gradient",
                    simulator.pullback(circuit, parameters, few, observables, weights, EnumSet.of(Wrt.PARAMETERS))
                            .parameterGradient(),
                    Proof.twin().pullback(circuit, parameters, few, observables, weights, EnumSet.of(Wrt.PARAMETERS))
                            .parameterGradient(),
                    precision);
            features = features(images);
            cotangent = weights(images);
        }

        private static Features features(int count) {
            SplitMix random = new SplitMix();
            double[] pixels = new double[BenchmarkCircuits.REUPLOAD_FEATURES * count];
            Arrays.setAll(pixels, i -> random.unit());
            return new Features(count, BenchmarkCircuits.REUPLOAD_FEATURES, pixels);
        }

        private double[] weights(int count) {
            SplitMix random = new SplitMix();
            double[] weights = new double[observables.size() * count];
            Arrays.setAll(weights, i -> random.unit() - 0.5);
            return weights;
        }
    }

    /**
     * The four outputs.
     *
     * @param batch the images
     * @return numbers
     */
    @Benchmark
    public double[] forward(Batch batch) {
        return batch.simulator.expectations(batch.circuit, batch.parameters, batch.features, batch.observables);
    }

    /**
     * The gradient of a weighted sum of outputs to all parameters.
     *
     * @param batch the images
     * @return outputs and gradient
     */
    @Benchmark
    public Pullback pullback(Batch batch) {
        return batch.simulator.pullback(batch.circuit, batch.parameters, batch.features, batch.observables,
                batch.cotangent, EnumSet.of(Wrt.PARAMETERS));
    }

    /**
     * All derivatives of the four outputs.
     *
     * @param batch the images
     * @return outputs and derivatives
     */
    @Benchmark
    public Jacobian jacobian(Batch batch) {
        return batch.simulator.jacobian(batch.circuit, batch.parameters, batch.features, batch.observables);
    }
}
