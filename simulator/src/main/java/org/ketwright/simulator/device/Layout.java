package org.ketwright.simulator.device;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.ketwright.simulator.Circuit;

/**
 * Which qubit of a device holds each qubit of a circuit.
 *
 * @param physical the device's qubit for each qubit of the circuit; distinct
 */
public record Layout(List<Integer> physical) {

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if qubits repeat or are negative
     */
    public Layout {
        physical = List.copyOf(physical);
        if (new HashSet<>(physical).size() != physical.size() || physical.stream().anyMatch(q -> q < 0)) {
            throw new IllegalArgumentException(
                    "a layout gives each qubit a qubit of the device of its own but was " + physical);
        }
    }

    /**
     * Qubit k of the circuit on qubit k of the device.
     *
     * @param qubits number of qubits
     * @return the layout
     */
    public static Layout trivial(int qubits) {
        return new Layout(IntStream.range(0, qubits).boxed().toList());
    }

    /**
     * Places qubits where gates, readout and the swaps they need have the least calibrated error: a search that starts
     * from several greedy placements and moves or exchanges single qubits while that helps. Deterministic.
     *
     * @param circuit the circuit
     * @param device the device
     * @return a layout within one part of the coupling map
     * @throws IllegalArgumentException if the circuit is wider than every part
     */
    public static Layout byError(Circuit circuit, Calibration device) {
        return new Placement(circuit, device).best();
    }

    void requireOn(Circuit circuit, Calibration device) {
        int width = device.qubits().size();
        if (physical.size() != circuit.qubits()) {
            throw new IllegalArgumentException("the circuit has " + circuit.qubits() + " qubits but the layout "
                    + physical.size());
        }
        physical.stream().filter(q -> q >= width).findFirst().ifPresent(q -> {
            throw new IllegalArgumentException("the layout names qubit " + q + " but " + device + " has qubits 0 to "
                    + (width - 1));
        });
    }
}
