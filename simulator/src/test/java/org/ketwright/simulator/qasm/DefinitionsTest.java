package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Control;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;

/** The definitions that the writer adds to programs mean the gates they stand for, to readers that do not know them. */
class DefinitionsTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void inVersion2UpToAGlobalPhase() throws QasmException {
        for (Gate gate : Gate.values()) {
            if (Definitions.of(gate, false) != null) {
                double[] angles = random.doubles(gate.parameters(), -3, 3).toArray();
                int n = gate.arity();
                String qubits = "qreg q[" + n + "];\n" + prepare(n);
                Circuit expected = new Circuit(n, 0, append(Programs.two(qubits), apply(gate, angles, 0, List.of())));
                assertSame(gate, expected, Programs.two(foreign(gate, false) + qubits + "foreign" + call(angles, n)));
            }
        }
    }

    @Test
    void inVersion3WithTheirPhaseToo() throws QasmException {
        for (Gate gate : Gate.values()) {
            if (Definitions.of(gate, true) != null) {
                double[] angles = random.doubles(gate.parameters(), -3, 3).toArray();
                int n = gate.arity() + 1;
                String qubits = "qubit[" + n + "] q;\n" + prepare(n);
                Circuit expected = new Circuit(n, 0, append(Programs.three(qubits),
                        apply(gate, angles, 1, List.of(Control.off(0)))));
                assertSame(gate, expected, Programs.three(foreign(gate, true) + qubits + "negctrl @ foreign"
                        + call(angles, n)));
            }
        }
    }

    @Test
    void ourOwnTextIsTakenAsTheGate() throws QasmException {
        Circuit circuit = Programs.three(
                "gate iswap a, b { s a; s b; h a; cx a, b; cx b, a; h b; } qubit[2] q; iswap q[0], q[1];");
        assertEquals(Circuit.on(2).add(new Operation.Apply(Gate.ISWAP, List.of(0, 1), List.of())).build(), circuit);
        Circuit other = Programs.three(
                "gate iswap a, b { s b; s a; h a; cx a, b; cx b, a; h b; } qubit[2] q; iswap q[0], q[1];");
        assertEquals(6, other.operations().size());
    }

    @Test
    void everyGateIsKnownToBothVersions() {
        for (Gate gate : Gate.values()) {
            boolean two = Definitions.of(gate, false) != null || gate.qasmNames().stream()
                    .anyMatch(Library.standard(false)::containsKey);
            assertEquals(gate != Gate.GPHASE, two, gate.qasmName());
            boolean three = Definitions.of(gate, true) != null || gate == Gate.GPHASE
                    || Library.standard(true).containsKey(gate.qasmName());
            assertTrue(three, gate.qasmName());
        }
    }

    private static void assertSame(Gate gate, Circuit expected, Circuit actual) {
        assertTrue(GoldenQasmTest.distanceUpToPhase(Branches.state(expected), Branches.state(actual)) < 1e-13,
                gate.qasmName());
    }

    /** The definition under another name, with those it needs. */
    private static String foreign(Gate gate, boolean third) {
        Definitions.Definition definition = Objects.requireNonNull(Definitions.of(gate, third));
        StringBuilder out = new StringBuilder();
        for (Gate needed : definition.needs()) {
            out.append("gate " + Objects.requireNonNull(Definitions.of(needed, third)).text() + "\n");
        }
        return out + "gate foreign" + definition.text().substring(definition.name().length()) + "\n";
    }

    /** A state that tells matrices apart. */
    private static String prepare(int qubits) {
        SplittableRandom fixed = new SplittableRandom(5);
        StringBuilder out = new StringBuilder();
        for (int layer = 0; layer < 2; layer++) {
            for (int q = 0; q < qubits; q++) {
                out.append("ry(" + fixed.nextDouble(0.3, 1.5) + ") q[" + q + "]; rz(" + fixed.nextDouble(-2, 2) + ") q["
                        + q + "];\n");
            }
            for (int q = 0; q + 1 < qubits; q++) {
                out.append("cx q[" + q + "], q[" + (q + 1) + "];\n");
            }
        }
        return out.toString();
    }

    private static String call(double[] angles, int qubits) {
        String given = angles.length == 0
                ? ""
                : IntStream.range(0, angles.length).mapToObj(i -> "" + angles[i])
                        .collect(Collectors.joining(", ", "(", ")"));
        return given + IntStream.range(0, qubits).mapToObj(q -> " q[" + q + "]").collect(Collectors.joining(","))
                + ";\n";
    }

    private static Operation apply(Gate gate, double[] angles, int first, List<Control> controls) {
        return new Operation.Apply(gate, IntStream.range(first, first + gate.arity()).boxed().toList(),
                IntStream.range(0, angles.length).mapToObj(i -> Angle.fixed(angles[i])).toList(), controls);
    }

    private static List<Operation> append(Circuit circuit, Operation last) {
        return Stream.concat(circuit.operations().stream(), Stream.of(last)).toList();
    }
}
