package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A circuit cut where it measures, resets or asks classical bits. Measurements at the very end, after which neither
 * qubit nor bit is used, are kept apart: their outcomes are read off the last state all at once.
 *
 * @param qubits number of qubits
 * @param clbits number of classical bits
 * @param body what happens before the final measurements
 * @param finals for each classical bit that is measured at the end its qubit
 * @param measured all qubits measured at the end, also those whose result another measurement overwrites
 */
record DynamicProgram(int qubits, int clbits, List<Node> body, SortedMap<Integer, Integer> finals,
        Set<Integer> measured) {

    /** A part of the body. */
    sealed interface Node {
    }

    /**
     * Unitary operations in a row.
     *
     * @param lowering as a plan
     */
    record Unitaries(Lowering lowering) implements Node {
    }

    /**
     * A named point, at which the state is shown.
     *
     * @param name its name
     */
    record Point(String name) implements Node {
    }

    /**
     * A measurement, or a reset where {@code clbit} is -1.
     *
     * @param qubit the qubit
     * @param clbit where the result goes
     */
    record Collapse(int qubit, int clbit) implements Node {
    }

    /**
     * A branch on classical bits.
     *
     * @param condition the question
     * @param then nodes if it holds
     * @param otherwise nodes if not
     */
    record Choice(Condition condition, List<Node> then, List<Node> otherwise) implements Node {
    }

    static DynamicProgram of(Circuit circuit) {
        requireNoiseless(circuit.operations());
        BitSet last = circuit.finalMeasurements();
        SortedMap<Integer, Integer> finals = new TreeMap<>();
        Set<Integer> measured = new HashSet<>();
        List<Operation> body = new ArrayList<>();
        for (int i = 0; i < circuit.operations().size(); i++) {
            Operation o = circuit.operations().get(i);
            if (last.get(i) && o instanceof Operation.Measure m) {
                finals.put(m.clbit(), m.qubit());
                measured.add(m.qubit());
            } else {
                body.add(o);
            }
        }
        return new DynamicProgram(circuit.qubits(), circuit.clbits(), nodes(circuit.qubits(), body), finals,
                measured);
    }

    private static void requireNoiseless(List<Operation> operations) {
        for (Operation o : operations) {
            if (o instanceof Operation.Noise || o instanceof Operation.Misread) {
                throw Requirements.noisy(o);
            }
            if (o instanceof Operation.Conditional c) {
                requireNoiseless(c.then());
                requireNoiseless(c.otherwise());
            }
        }
    }

    private static List<Node> nodes(int qubits, List<Operation> operations) {
        List<Node> out = new ArrayList<>();
        List<Operation> unitary = new ArrayList<>();
        for (Operation o : operations) {
            if (o instanceof Operation.Wall wall && wall.isNamed()) {
                flush(qubits, unitary, out);
                out.add(new Point(wall.name()));
                continue;
            }
            if (o.isUnitary()) {
                unitary.add(o);
                continue;
            }
            flush(qubits, unitary, out);
            if (o instanceof Operation.Measure m) {
                out.add(new Collapse(m.qubit(), m.clbit()));
            } else if (o instanceof Operation.Reset r) {
                out.add(new Collapse(r.qubit(), -1));
            } else if (o instanceof Operation.Conditional c) {
                out.add(new Choice(c.condition(), nodes(qubits, c.then()), nodes(qubits, c.otherwise())));
            }
        }
        flush(qubits, unitary, out);
        return List.copyOf(out);
    }

    private static void flush(int qubits, List<Operation> unitary, List<Node> out) {
        if (!unitary.isEmpty()) {
            out.add(new Unitaries(Lowering.of(qubits, unitary)));
            unitary.clear();
        }
    }
}
