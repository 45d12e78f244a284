package org.ketwright.simulator.qasm;

import java.util.List;
import org.ketwright.simulator.Circuit;

/**
 * A program that was read: its circuit and what the circuit does not hold.
 *
 * @param version the version of the language it is written in
 * @param circuit the circuit; qubits and bits are numbered in the order in which they are declared
 * @param qubitRegisters the qubits as they were declared
 * @param bitRegisters the classical bits as they were declared
 * @param inputs names of the inputs that are parameters of the circuit, in the order of their indices
 * @param features names of the inputs that are features of the circuit, in the order of their indices
 * @param warnings what was ignored or looks odd, one line each with its place
 */
public record QasmProgram(QasmVersion version, Circuit circuit, List<Register> qubitRegisters,
        List<Register> bitRegisters, List<String> inputs, List<String> features, List<String> warnings) {

    /**
     * Qubits or bits that were declared together.
     *
     * @param name the name
     * @param offset number of the first in the circuit
     * @param size how many
     */
    public record Register(String name, int offset, int size) {
    }

    /** Copies the lists. */
    public QasmProgram {
        qubitRegisters = List.copyOf(qubitRegisters);
        bitRegisters = List.copyOf(bitRegisters);
        inputs = List.copyOf(inputs);
        features = List.copyOf(features);
        warnings = List.copyOf(warnings);
    }
}
