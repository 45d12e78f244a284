package org.ketwright.simulator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Runs circuits on batches of inputs and differentiates them. Safe for use by several threads.
 *
 * <p>
 * Parameters are shared by all samples; there must be at least as many as the circuit uses. Features vary from sample
 * to sample. Unless start states are given every sample starts in |0...0>.
 */
public sealed interface Simulator permits ExactSimulator, TrajectorySimulator {

    /**
     * How its results are computed.
     *
     * @return method, precision, backend and seed
     */
    Provenance provenance();

    /**
     * Expectation values at the end of a circuit, its final measurements included. Where it measures, resets or asks
     * classical bits they are averages over all outcomes.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @return {@code [k * B + sample]}
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    double[] expectations(Circuit circuit, double[] parameters, Features features, List<Observable> observables);

    /**
     * Probabilities of the outcomes of measuring qubits in the computational basis.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param qubits the qubits, the first is the lowest bit of the outcome; none given means all
     * @return {@code [outcome * B + sample]}
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or the method cannot average over
     *         what the circuit measures, resets or asks before its end
     */
    double[] probabilities(Circuit circuit, double[] parameters, Features features, int... qubits);

    /**
     * Draws the classical bits at the end of a circuit, which may measure, reset and ask classical bits anywhere. The
     * same seed gives the same counts, whatever the number of threads.
     *
     * @param circuit the circuit, with at least one measurement
     * @param parameters values of the parameters
     * @param features one sample
     * @param shots number of draws, 1 to 2^27
     * @param seed what random numbers are made from
     * @return how often each outcome was drawn
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite or nothing is measured
     */
    Counts sample(Circuit circuit, double[] parameters, Features features, int shots, long seed);

    /**
     * The distribution of the classical bits at the end of a circuit, which may measure, reset and ask classical bits
     * anywhere: exact, but for a method that draws what happens.
     *
     * @param circuit the circuit, with at least one measurement
     * @param parameters values of the parameters
     * @param features one sample
     * @return the probability of each outcome
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, nothing is measured, or there are
     *         too many outcomes
     */
    Distribution distribution(Circuit circuit, double[] parameters, Features features);

    /**
     * Vector-Jacobian product: outputs and the gradient of their weighted sum, for all observables in one sweep.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @param cotangent weights of the outputs {@code [k * B + sample]}
     * @param wanted what to differentiate with respect to
     * @return outputs and gradients
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or the method cannot average over
     *         what the circuit measures, resets or asks before its end
     */
    Pullback pullback(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            double[] cotangent, Set<Wrt> wanted);

    /**
     * All derivatives of all outputs with respect to parameters and features, by one vector-Jacobian product for each
     * observable.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @return outputs and derivatives
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    default Jacobian jacobian(Circuit circuit, double[] parameters, Features features,
            List<Observable> observables) {
        return jacobian(circuit, parameters, features, observables, EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES));
    }

    /**
     * All derivatives of all outputs, by one vector-Jacobian product for each observable.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @param wanted what to differentiate with respect to; not {@link Wrt#START}
     * @return outputs and derivatives; those not asked for are empty
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    default Jacobian jacobian(Circuit circuit, double[] parameters, Features features,
            List<Observable> observables, Set<Wrt> wanted) {
        int batch = features.samples();
        int k = observables.size();
        double[] values = new double[k * batch];
        double[][] byParameter = new double[k][];
        double[][] byFeature = new double[k][];
        double[][] byStrength = new double[k][];
        double[] ones = new double[batch];
        Arrays.fill(ones, 1);
        for (int i = 0; i < k; i++) {
            Pullback row = pullback(circuit, parameters, features, List.of(observables.get(i)), ones, wanted);
            System.arraycopy(row.values(), 0, values, i * batch, batch);
            byParameter[i] = row.parameterGradient();
            byFeature[i] = row.featureGradient();
            byStrength[i] = row.strengthGradient();
        }
        return new Jacobian(values, joined(byParameter), joined(byFeature), joined(byStrength), provenance());
    }

    private static double[] joined(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
