package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Philox;

/**
 * A way to get at the gradient of noisy expectation values: exactly, or from random draws as a device or another program
 * would. All share one interface, so that bias and variance of the drawn ones can be measured against the exact one.
 */
public sealed interface GradientEstimator {

    /**
     * Derivatives of all outputs with respect to parameters and features.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @return outputs and derivatives, exact or estimated
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    Jacobian jacobian(Circuit circuit, double[] parameters, Features features, List<Observable> observables);

    /**
     * The exact gradient, by the adjoint method on density matrices.
     *
     * @param backend where it runs
     * @return the estimator
     */
    static GradientEstimator exact(Backend backend) {
        return new Exact(DensityMatrixSimulator.on(backend));
    }

    /**
     * Parameter shift of averages over trajectories, each average drawn anew: unbiased.
     *
     * @param backend where it runs
     * @param count number of trajectories of each average
     * @param seed what random numbers are made from
     * @return the estimator
     * @throws IllegalArgumentException if the number is out of range
     */
    static GradientEstimator trajectories(Backend backend, int count, long seed) {
        return new Trajectories(TrajectorySimulator.on(backend, count, seed));
    }

    /**
     * Parameter shift of averages over measured outcomes, as on a device: each Pauli string of an observable is measured
     * on its own, at every shift anew. Unbiased.
     *
     * @param backend where it runs
     * @param count number of shots of each average, 1 to 2^27
     * @param seed what random numbers are made from
     * @return the estimator
     * @throws IllegalArgumentException if the number is out of range
     */
    static GradientEstimator shots(Backend backend, int count, long seed) {
        Requirements.shots(count);
        return new Shots(DensityMatrixSimulator.on(backend), count, seed);
    }

    /**
     * The average over random draws of the noise of the gradient of what was drawn, as robustness toolboxes average over
     * transformations. Each channel becomes its Pauli twirl and one Pauli string of it is drawn, which leaves a circuit
     * without noise to differentiate. Unbiased for mixtures of Pauli strings; biased for all other noise, whose twirl is
     * another channel.
     *
     * @param backend where it runs
     * @param count number of draws, 1 to 2^24
     * @param seed what random numbers are made from
     * @return the estimator
     * @throws IllegalArgumentException if the number is out of range
     */
    static GradientEstimator draws(Backend backend, int count, long seed) {
        if (count < 1 || count > 1 << 24) {
            throw new IllegalArgumentException("the number of draws lies in 1.." + (1 << 24) + " but was given "
                    + count);
        }
        return new DrawnCircuits(StateVectorSimulator.on(backend), count, seed);
    }

    /**
     * See {@link #exact}.
     *
     * @param simulator what computes it
     */
    record Exact(DensityMatrixSimulator simulator) implements GradientEstimator {
        @Override
        public Jacobian jacobian(Circuit circuit, double[] parameters, Features features,
                List<Observable> observables) {
            return simulator.jacobian(circuit, parameters, features, observables);
        }
    }

    /**
     * See {@link #trajectories}.
     *
     * @param simulator what draws
     */
    record Trajectories(TrajectorySimulator simulator) implements GradientEstimator {
        @Override
        public Jacobian jacobian(Circuit circuit, double[] parameters, Features features,
                List<Observable> observables) {
            return simulator.shift().jacobian(circuit, parameters, features, observables);
        }
    }

    /**
     * See {@link #shots}.
     *
     * @param simulator gives the probabilities of outcomes
     * @param count number of shots of each average
     * @param seed what random numbers are made from
     */
    record Shots(DensityMatrixSimulator simulator, int count, long seed) implements GradientEstimator {
        @Override
        public Jacobian jacobian(Circuit circuit, double[] parameters, Features features,
                List<Observable> observables) {
            Provenance exact = simulator.provenance();
            return new ParameterShift(this::measure,
                    new Provenance(exact.method(), exact.precision(), exact.backend(), seed))
                    .jacobian(circuit, parameters, features, observables);
        }

        private double[] measure(Circuit circuit, Features features, List<Observable> observables, int evaluation) {
            List<Observable> strings = observables.stream().flatMap(o -> o.terms().stream())
                    .map(t -> Observable.of(t.pauli())).toList();
            double[] means = simulator.expectations(circuit, new double[0], features, strings);
            int batch = features.samples();
            double[] out = new double[observables.size() * batch];
            int string = 0;
            for (int k = 0; k < observables.size(); k++) {
                for (Observable.Term t : observables.get(k).terms()) {
                    for (int s = 0; s < batch; s++) {
                        long item = ((long) evaluation * strings.size() + string) * batch + s;
                        out[k * batch + s] += t.coefficient() * average(means[string * batch + s], item);
                    }
                    string++;
                }
            }
            return out;
        }

        /** The average of outcomes 1 and -1 with a mean. */
        private double average(double mean, long item) {
            double up = (1 + mean) / 2;
            int hits = 0;
            for (int shot = 0; shot < count; shot++) {
                hits += Philox.uniform(seed, item, shot) < up ? 1 : 0;
            }
            return 2.0 * hits / count - 1;
        }
    }

    /**
     * See {@link #draws}.
     *
     * @param simulator what differentiates the circuits drawn
     * @param count number of draws
     * @param seed what random numbers are made from
     */
    record DrawnCircuits(StateVectorSimulator simulator, int count, long seed) implements GradientEstimator {
        @Override
        public Jacobian jacobian(Circuit circuit, double[] parameters, Features features,
                List<Observable> observables) {
            double[] values = {};
            double[] byParameter = {};
            double[] byFeature = {};
            DrawnNoise noise = DrawnNoise.of(circuit);
            for (int d = 0; d < count; d++) {
                Jacobian one = simulator.jacobian(noise.draw(seed, d), parameters, features, observables);
                values = sum(values, one.values());
                byParameter = sum(byParameter, one.byParameter());
                byFeature = sum(byFeature, one.byFeature());
            }
            Provenance exact = simulator.provenance();
            return new Jacobian(values, byParameter, byFeature, new double[0],
                    new Provenance(exact.method(), exact.precision(), exact.backend(), seed));
        }

        private double[] sum(double[] sum, double[] next) {
            double[] out = Arrays.copyOf(sum, next.length);
            Arrays.setAll(out, i -> out[i] + next[i] / count);
            return out;
        }
    }
}
