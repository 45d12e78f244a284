package org.ketwright.qml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Observable;

/**
 * The circuit of PennyLane's StronglyEntanglingLayers: in each layer Rot on every wire, then CNOT from each wire to the
 * one r further on, where r grows from layer to layer.
 *
 * <p>
 * Wires are numbered as there: wire 0 is the most significant bit of an index, so it is the highest qubit.
 *
 * @param qubits
 *            number of wires n
 * @param layers
 *            number of layers
 */
record EntanglingLayers(int qubits, int layers) {
    private static final int MOST_QUBITS = 24;
    private static final int MOST_LAYERS = 4096;

    EntanglingLayers {
        if (qubits < 1 || qubits > MOST_QUBITS || layers < 1 || layers > MOST_LAYERS) {
            throw new IllegalArgumentException("entangling layers take 1 to " + MOST_QUBITS + " qubits and 1 to "
                    + MOST_LAYERS + " layers but were given " + qubits + " and " + layers);
        }
    }

    /** Number of angles, ordered by layer, wire and place in Rot. */
    int angles() {
        return 3 * qubits * layers;
    }

    Circuit circuit(IntFunction<Angle> angle) {
        CircuitBuilder circuit = Circuit.on(qubits);
        for (int layer = 0; layer < layers; layer++) {
            for (int wire = 0; wire < qubits; wire++) {
                int i = 3 * (layer * qubits + wire);
                circuit.rot(qubit(wire), angle.apply(i), angle.apply(i + 1), angle.apply(i + 2));
            }
            int range = qubits == 1 ? 0 : layer % (qubits - 1) + 1;
            for (int wire = 0; range > 0 && wire < qubits; wire++) {
                circuit.cx(qubit(wire), qubit((wire + range) % qubits));
            }
        }
        return circuit.build();
    }

    /** Z on the first wires, one for each class. */
    List<Observable> readout(int classes) {
        if (classes < 2 || classes > qubits) {
            throw new IllegalArgumentException("each class is read off a qubit of its own, so " + qubits
                    + " qubits tell 2 to " + qubits + " classes apart but " + classes + " were asked for");
        }
        List<Observable> all = new ArrayList<>();
        for (int wire = 0; wire < classes; wire++) {
            all.add(Observable.z(qubit(wire)));
        }
        return List.copyOf(all);
    }

    private int qubit(int wire) {
        return qubits - 1 - wire;
    }
}
