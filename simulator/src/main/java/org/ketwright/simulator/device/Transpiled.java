package org.ketwright.simulator.device;

import java.util.List;
import org.ketwright.simulator.Circuit;

/**
 * A circuit in the gates and on the qubits of a device. Only the device's qubits that take part are qubits of the
 * circuit; they are numbered so that at the end qubit k holds qubit k of the original. Observables and states thus keep
 * their meaning. The others stay in |0>, where nothing of the noise modeled here touches them.
 *
 * @param circuit the circuit
 * @param qubits the device's qubit of each qubit of the circuit
 * @param start where each qubit of the original is at the start, on the device
 * @param end where each qubit of the original is at the end, on the device
 * @param swaps number of swaps inserted
 * @param device what it is fitted to
 */
public record Transpiled(Circuit circuit, List<Integer> qubits, Layout start, Layout end, int swaps,
        Calibration device) {

    /** Copies. */
    public Transpiled {
        qubits = List.copyOf(qubits);
    }

    /**
     * The same circuit with as many qubits as the device, numbered as the device numbers them.
     *
     * @return a circuit as wide as the device
     */
    public Circuit onDevice() {
        return circuit.embed(device.qubits().size(), qubits.stream().mapToInt(q -> q).toArray());
    }

    /**
     * The same circuit and its start and end, if qubits were moved.
     *
     * @return true if the layout is not trivial or swaps were inserted
     */
    public boolean isMoved() {
        return swaps > 0 || !start.equals(Layout.trivial(start.physical().size()));
    }
}
