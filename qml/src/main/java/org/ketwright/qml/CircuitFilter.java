package org.ketwright.qml;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Provenance;
import org.ketwright.simulator.Simulator;
import org.ketwright.simulator.Wrt;

/**
 * The features of any circuit, by simulating it: one expectation value per observable.
 *
 * <p>
 * The pixels of a window, row by row, are the circuit's features.
 */
public final class CircuitFilter implements WindowFilter {
    private final Simulator simulator;
    private final Circuit circuit;
    private final double[] parameters;
    private final List<Observable> observables;

    /**
     * A filter that reads Z on every qubit.
     *
     * @param simulator
     *            what runs the circuit
     * @param circuit
     *            a circuit whose features are the pixels; with noise only where the simulator takes it
     * @param parameters
     *            its parameters; copied
     */
    public CircuitFilter(Simulator simulator, Circuit circuit, double[] parameters) {
        this(simulator, circuit, parameters, Observable.allZ(circuit.qubits()));
    }

    /**
     * A filter that reads given observables.
     *
     * @param simulator
     *            what runs the circuit
     * @param circuit
     *            a circuit whose features are the pixels; with noise only where the simulator takes it
     * @param parameters
     *            its parameters; copied
     * @param observables
     *            what is read, one feature each
     * @throws IllegalArgumentException
     *             if the circuit takes no pixel, there are too few parameters, or nothing is read
     */
    public CircuitFilter(Simulator simulator, Circuit circuit, double[] parameters,
            List<Observable> observables) {
        if (circuit.features() == 0 || observables.isEmpty()) {
            throw new IllegalArgumentException("a filter needs a circuit with at least 1 feature and 1 observable but "
                    + "was given " + circuit.features() + " and " + observables.size());
        }
        if (parameters.length < circuit.parameters()) {
            throw new IllegalArgumentException(
                    "the circuit has " + circuit.parameters() + " parameters but was given " + parameters.length);
        }
        this.simulator = simulator;
        this.circuit = circuit;
        this.parameters = parameters.clone();
        this.observables = List.copyOf(observables);
    }

    @Override
    public int pixels() {
        return circuit.features();
    }

    @Override
    public int features() {
        return observables.size();
    }

    @Override
    public String method() {
        Provenance provenance = simulator.provenance();
        return provenance.method().label().replace('-', ' ') + ", "
                + provenance.precision().name().toLowerCase(Locale.ROOT) + " precision, backend "
                + provenance.backend();
    }

    @Override
    public double[] apply(double[] pixels, int samples) {
        if (samples == 0) {
            return new double[0];
        }
        return simulator.expectations(circuit, parameters, new Features(samples, pixels(), pixels), observables);
    }

    @Override
    public double[] pullback(double[] pixels, double[] cotangent, int samples) {
        if (samples == 0) {
            return new double[0];
        }
        return simulator.pullback(circuit, parameters, new Features(samples, pixels(), pixels), observables, cotangent,
                Set.of(Wrt.FEATURES)).featureGradient();
    }
}
