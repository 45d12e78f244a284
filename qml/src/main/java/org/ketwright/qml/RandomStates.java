package org.ketwright.qml;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import org.ketwright.classical.Seed;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.StateVector;
import org.ketwright.simulator.StateVectorSimulator;

/** Final states of a circuit with random parameters: the parameters become features, so that a batch can vary them. */
final class RandomStates {
    private final StateVectorSimulator simulator;
    private final Circuit circuit;
    private final int features;
    private final int parameters;

    RandomStates(StateVectorSimulator simulator, Circuit circuit) {
        this.simulator = simulator;
        this.features = circuit.features();
        this.parameters = circuit.parameters();
        this.circuit = new Circuit(circuit.qubits(), circuit.clbits(),
                circuit.operations().stream().map(this::varied).toList());
    }

    private Operation varied(Operation operation) {
        return operation instanceof Operation.Apply(var gate, var qubits, var angles, var controls)
                ? new Operation.Apply(gate, qubits, angles.stream().map(this::varied).toList(), controls)
                : operation;
    }

    private Angle varied(Angle angle) {
        return switch (angle) {
            case Angle.Parameter(int index, double scale, double offset) ->
                    Angle.feature(features + index, scale, offset);
            case Angle.Weighted _ -> throw new IllegalArgumentException(
                    "the angles of random states are numbers, parameters or features but one is " + angle);
            case Angle.Fixed _,Angle.Feature _ -> angle;
        };
    }

    /** States with parameters uniform in [0, 2 pi), all at the same data. */
    List<StateVector> draw(double[] data, int states, Seed seed) {
        if (data.length < features) {
            throw new IllegalArgumentException(
                    "the circuit takes " + features + " features but a row of data has " + data.length);
        }
        RandomGenerator random = seed.generator();
        double[] values = new double[(features + parameters) * states];
        for (int f = 0; f < features; f++) {
            Arrays.fill(values, f * states, (f + 1) * states, data[f]);
        }
        for (int i = features * states; i < values.length; i++) {
            values[i] = 2 * Math.PI * random.nextDouble();
        }
        return simulator.states(circuit, new double[0], new Features(states, features + parameters, values));
    }
}
