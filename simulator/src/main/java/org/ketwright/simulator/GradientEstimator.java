package org.ketwright.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Philox;

/**
 * A way to get at the gradient of noisy expectation values: exactly, or from random draws as a device or another program
 * would. All share one interface, so that bias and variance of the drawn ones can be measured against the exact one.
 */
public sealed interface GradientEstimator {

    /**
     * Derivatives of all outputs, and how sure they are.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @param wanted what to differentiate with respect to; not {@link Wrt#START}
     * @return outputs and derivatives, exact or estimated, with their standard errors
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or a derivative with respect to a
     *         strength is infinite
     */
    GradientEstimate estimate(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            Set<Wrt> wanted);

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
    default Jacobian jacobian(Circuit circuit, double[] parameters, Features features, List<Observable> observables) {
        return estimate(circuit, parameters, features, observables, EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES)).mean();
    }

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
     * Parameter shift of averages over trajectories, each average drawn anew: unbiased. For a strength the noise is
     * replaced by two channels whose weighted difference is its derivative.
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
     * on its own, at every shift anew. Unbiased. Strengths as in {@link #trajectories}.
     *
     * @param backend where it runs
     * @param count number of shots of each average, 1 to 2^27
     * @param seed what random numbers are made from
     * @return the estimator
     * @throws IllegalArgumentException if the number is out of range
     */
    static GradientEstimator shots(Backend backend, int count, long seed) {
        return new Shots(DensityMatrixSimulator.on(backend), count, seed);
    }

    /**
     * The average over random draws of the noise of the gradient of what was drawn, as robustness toolboxes average over
     * transformations. Each channel becomes its Pauli twirl and one Pauli string of it is drawn, which leaves a circuit
     * without noise to differentiate. Unbiased for mixtures of Pauli strings; biased for all other noise, whose twirl is
     * another channel. For a strength the difference of two such averages, of the twirls of two channels.
     *
     * @param backend where it runs
     * @param count number of draws, 1 to 2^24
     * @param seed what random numbers are made from
     * @return the estimator
     * @throws IllegalArgumentException if the number is out of range
     */
    static GradientEstimator draws(Backend backend, int count, long seed) {
        return new DrawnCircuits(StateVectorSimulator.on(backend), count, seed);
    }

    /**
     * See {@link #exact}.
     *
     * @param simulator what computes it, a state vector or a density matrix
     */
    record Exact(Simulator simulator) implements GradientEstimator {

        /** Refuses what draws. */
        public Exact {
            requireExact(simulator);
        }

        @Override
        public GradientEstimate estimate(Circuit circuit, double[] parameters, Features features,
                List<Observable> observables, Set<Wrt> wanted) {
            return GradientEstimate.exact(simulator.jacobian(circuit, parameters, features, observables, wanted));
        }
    }

    /**
     * See {@link #trajectories}.
     *
     * @param simulator what draws
     */
    record Trajectories(TrajectorySimulator simulator) implements GradientEstimator {
        @Override
        public GradientEstimate estimate(Circuit circuit, double[] parameters, Features features,
                List<Observable> observables, Set<Wrt> wanted) {
            return simulator.shift().estimate(circuit, parameters, features, observables, wanted);
        }
    }

    /**
     * See {@link #shots}.
     *
     * @param simulator gives the probabilities of outcomes, a state vector or a density matrix
     * @param count number of shots of each average
     * @param seed what random numbers are made from
     */
    record Shots(Simulator simulator, int count, long seed) implements GradientEstimator {

        /** Refuses what draws by itself, and numbers out of range. */
        public Shots {
            requireExact(simulator);
            Requirements.shots(count);
        }

        @Override
        public GradientEstimate estimate(Circuit circuit, double[] parameters, Features features,
                List<Observable> observables, Set<Wrt> wanted) {
            return new ParameterShift(this::measure, simulator.provenance().drawnFrom(seed))
                    .estimate(circuit, parameters, features, observables, wanted);
        }

        private ParameterShift.Averages measure(Circuit circuit, Features features, List<Observable> observables,
                int evaluation) {
            List<Observable> strings = observables.stream().flatMap(o -> o.terms().stream())
                    .map(t -> Observable.of(t.pauli())).toList();
            double[] exact = simulator.expectations(circuit, new double[0], features, strings);
            int batch = features.samples();
            double[] means = new double[observables.size() * batch];
            double[] variances = new double[means.length];
            int string = 0;
            for (int k = 0; k < observables.size(); k++) {
                for (Observable.Term t : observables.get(k).terms()) {
                    for (int s = 0; s < batch; s++) {
                        long item = ((long) evaluation * strings.size() + string) * batch + s;
                        double mean = average(exact[string * batch + s], item);
                        double spread = count == 1 ? Double.POSITIVE_INFINITY : (1 - mean * mean) / (count - 1);
                        means[k * batch + s] += t.coefficient() * mean;
                        variances[k * batch + s] += t.coefficient() == 0
                                ? 0
                                : t.coefficient() * t.coefficient() * spread;
                    }
                    string++;
                }
            }
            return new ParameterShift.Averages(means, variances);
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
        private static final int MOST_DRAWS = 1 << 24;

        /** Refuses numbers out of range. */
        public DrawnCircuits {
            if (count < 1 || count > MOST_DRAWS) {
                throw new IllegalArgumentException("the number of draws lies in 1.." + MOST_DRAWS + " but was given "
                        + count);
            }
        }

        @Override
        public GradientEstimate estimate(Circuit circuit, double[] parameters, Features features,
                List<Observable> observables, Set<Wrt> wanted) {
            Set<Wrt> smooth = EnumSet.noneOf(Wrt.class);
            smooth.addAll(wanted);
            smooth.remove(Wrt.STRENGTHS);
            int outputs = observables.size();
            Spread values = new Spread(outputs * features.samples());
            Spread byParameter = new Spread(smooth.contains(Wrt.PARAMETERS) ? outputs * parameters.length : 0);
            Spread byFeature = new Spread(smooth.contains(Wrt.FEATURES) ? outputs * features.values().length : 0);
            DrawnNoise noise = DrawnNoise.of(circuit);
            for (int d = 0; d < count; d++) {
                Jacobian one = simulator.jacobian(noise.draw(seed, d), parameters, features, observables, smooth);
                values.add(one.values());
                byParameter.add(one.byParameter());
                byFeature.add(one.byFeature());
            }
            Provenance how = simulator.provenance().drawnFrom(seed);
            Jacobian none = new Jacobian(new double[0], new double[0], new double[0], new double[0], how);
            GradientEstimate byStrength = wanted.contains(Wrt.STRENGTHS)
                    ? new ParameterShift(this::average, how).estimate(circuit, parameters, features, observables,
                            EnumSet.of(Wrt.STRENGTHS))
                    : new GradientEstimate(none, none);
            return new GradientEstimate(
                    new Jacobian(values.means(), byParameter.means(), byFeature.means(), byStrength.mean().byStrength(),
                            how),
                    new Jacobian(values.errors(), byParameter.errors(), byFeature.errors(),
                            byStrength.standardErrors().byStrength(), how));
        }

        private ParameterShift.Averages average(Circuit circuit, Features features, List<Observable> observables,
                int evaluation) {
            Spread values = new Spread(observables.size() * features.samples());
            DrawnNoise noise = DrawnNoise.of(circuit);
            for (int d = 0; d < count; d++) {
                values.add(simulator.expectations(noise.draw(Draws.seed(seed, evaluation), d), new double[0], features,
                        observables));
            }
            return new ParameterShift.Averages(values.means(), values.variances());
        }
    }

    private static void requireExact(Simulator simulator) {
        if (simulator instanceof TrajectorySimulator) {
            throw new IllegalArgumentException("expectation values must be exact but were given " + simulator);
        }
    }
}
