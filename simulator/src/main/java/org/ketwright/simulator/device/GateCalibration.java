package org.ketwright.simulator.device;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one gate on some qubits, in this order: a gate from a to b and one from b to a differ.
 *
 * @param gate OpenQASM name, or "reset"
 * @param qubits the device's qubits, controls first
 * @param error average gate infidelity, 0 to 1, or null if it was not measured; 1 is a placeholder for a gate that
 *        could not be calibrated
 * @param length duration in seconds, or null if it is not known
 */
public record GateCalibration(String gate, List<Integer> qubits, @Nullable Double error, @Nullable Double length) {

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if a number is out of its range or qubits repeat
     */
    public GateCalibration {
        qubits = List.copyOf(qubits);
        Checks.probability("the error of a gate", error);
        Checks.notNegative("the length of a gate", length);
        if (qubits.isEmpty() || new HashSet<>(qubits).size() != qubits.size()
                || qubits.stream().anyMatch(q -> q < 0)) {
            throw new IllegalArgumentException(
                    "a calibrated gate acts on distinct qubits of 0 or more but " + gate + " on " + qubits);
        }
    }

    /**
     * Whether circuits may use the gate.
     *
     * @return false if its error is the placeholder 1
     */
    public boolean isUsable() {
        return error == null || error < 1;
    }

    /**
     * The gate and its qubits, for messages.
     *
     * @return such as "cx 0,1"
     */
    public String name() {
        return gate + " " + qubits.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
