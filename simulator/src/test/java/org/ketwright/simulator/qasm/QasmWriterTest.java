package org.ketwright.simulator.qasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.CircuitBuilder;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Control;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;

/** Writing a circuit and reading it again gives the same circuit. */
class QasmWriterTest {
    private static final int CLBITS = 5;
    private static final List<Gate> GATES = List.of(Gate.values());
    private final SplittableRandom random = new SplittableRandom(20);

    @Test
    void randomCircuitsOfEveryKindComeBack() throws QasmException {
        for (int round = 0; round < 150; round++) {
            int qubits = random.nextInt(1, 8);
            CircuitBuilder circuit = Circuit.on(qubits, CLBITS);
            for (int i = random.nextInt(40); i > 0; i--) {
                circuit.add(operation(qubits, 0));
            }
            assertComesBack(circuit.build(), QasmVersion.THREE);
        }
    }

    @Test
    void circuitsThatVersion2CanSayAreWrittenInIt() throws QasmException {
        for (int round = 0; round < 200; round++) {
            int qubits = random.nextInt(5, 8);
            CircuitBuilder circuit = Circuit.on(qubits, CLBITS);
            for (int i = random.nextInt(40); i > 0; i--) {
                circuit.add(plain(qubits));
            }
            String text = QasmWriter.write(circuit.build());
            assertTrue(text.startsWith("OPENQASM 2.0;"), text);
            assertEquals(circuit.build(), new QasmReader().parse(text, "test").circuit(), text);
            assertComesBack(circuit.build(), QasmVersion.THREE);
        }
    }

    @Test
    void everyGateComesBackAlone() throws QasmException {
        for (Gate gate : Gate.values()) {
            int qubits = Math.max(1, gate.arity());
            Circuit circuit = Circuit.on(qubits).add(apply(gate, qubits, false, 0)).build();
            assertComesBack(circuit, QasmVersion.THREE);
            if (gate != Gate.GPHASE) {
                assertComesBack(circuit, QasmVersion.TWO);
            }
        }
    }

    @Test
    void extremeNumbersComeBackToTheLastBit() throws QasmException {
        CircuitBuilder circuit = Circuit.on(1);
        for (double value : new double[] {0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-7, 0.1,
                Math.PI,
                Math.nextUp(1), 1 / 3.0, 123456789012345680.0}) {
            circuit.add(new Operation.Apply(Gate.RX, List.of(0), List.of(Angle.fixed(value))));
            circuit.add(new Operation.Apply(Gate.RX, List.of(0), List.of(Angle.parameter(1, value, -0.0))));
            circuit.add(new Operation.Apply(Gate.RX, List.of(0), List.of(Angle.feature(2, -0.0, value))));
        }
        assertComesBack(circuit.build(), QasmVersion.THREE);
        for (int i = 0; i < 500; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertComesBack(Circuit.on(1).rx(0, Angle.fixed(value)).build(), QasmVersion.TWO);
            }
        }
    }

    @Test
    void inverseAndBoundCircuitsComeBack() throws QasmException {
        for (int round = 0; round < 50; round++) {
            CircuitBuilder circuit = Circuit.on(5);
            for (int i = 0; i < 20; i++) {
                circuit.add(apply(gate(5), 5, true, 2));
            }
            assertComesBack(circuit.build().inverse(), QasmVersion.THREE);
        }
    }

    @Test
    void registersOfVersion2FollowTheConditions() {
        Circuit circuit = new Circuit(2, 4, List.of(new Operation.Measure(0, 1),
                new Operation.Conditional(Condition.equal(2, List.of(1, 2)), List.of(new Operation.Reset(1)), List
                        .of()),
                new Operation.Measure(1, 3)));
        assertEquals("""
                OPENQASM 2.0;
                include "qelib1.inc";
                qreg q[2];
                creg c0[1];
                creg c1[2];
                creg c2[1];
                measure q[0] -> c1[0];
                if (c1 == 2) reset q[1];
                measure q[1] -> c2[0];
                """, QasmWriter.write(circuit));
    }

    @Test
    void version3ReadsWell() {
        Circuit circuit = new Circuit(3, 2, List.of(
                new Operation.Apply(Gate.RYY, List.of(0, 2), List.of(Angle.parameter(0, 2, 0.5))),
                new Operation.Apply(Gate.X, List.of(1), List.of(), List.of(Control.on(0), Control.off(2))),
                new Operation.Measure(0, 1),
                new Operation.Conditional(Condition.set(1), List.of(new Operation.Delay(1e-7, List.of(0, 1))),
                        List.of(new Operation.Wall(List.of(0, 1, 2))))));
        assertEquals("""
                OPENQASM 3.0;
                include "stdgates.inc";
                gate ryy(t) a, b { rx(pi/2) a; rx(pi/2) b; cx a, b; rz(t) b; cx a, b; rx(-pi/2) a; rx(-pi/2) b; }
                input float theta_0;
                qubit[3] q;
                bit[2] c;
                ryy(2.0 * theta_0 + 0.5) q[0], q[2];
                ctrl @ negctrl @ x q[0], q[2], q[1];
                c[1] = measure q[0];
                if (c[1] == 1) {
                  delay[1.0E-7s] q[0], q[1];
                } else {
                  barrier q[0], q[1], q[2];
                }
                """, QasmWriter.write(circuit));
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        Circuit delay = new Circuit(1, 0, List.of(new Operation.Delay(1, List.of(0))));
        assertThrows(IllegalArgumentException.class, () -> QasmWriter.write(delay, QasmVersion.TWO));
        Circuit large = Circuit.on(9).add(new Operation.Unitary(Matrix.identity(9), IntStream.range(0, 9).boxed()
                .toList()))
                .build();
        assertThrows(IllegalArgumentException.class, () -> QasmWriter.write(large));
    }

    private static void assertComesBack(Circuit circuit, QasmVersion version) throws QasmException {
        String text = QasmWriter.write(circuit, version);
        QasmProgram program = new QasmReader().parse(text, "test");
        assertEquals(circuit, program.circuit(), text);
        assertEquals(version, program.version());
    }

    /** Any operation, conditionals with branches included. */
    private Operation operation(int qubits, int depth) {
        return switch (random.nextInt(depth < 3 ? 16 : 14)) {
            case 0 -> new Operation.Measure(random.nextInt(qubits), random.nextInt(CLBITS));
            case 1 -> new Operation.Reset(random.nextInt(qubits));
            case 2 -> new Operation.Delay(random.nextDouble(1e-3), some(qubits));
            case 3 -> new Operation.Wall(some(qubits));
            case 4 -> unitary(qubits);
            case 14, 15 -> new Operation.Conditional(condition(), operations(qubits, depth + 1),
                    operations(qubits, depth + 1));
            default -> apply(gate(qubits), qubits, true, 2);
        };
    }

    private List<Operation> operations(int qubits, int depth) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> operation(qubits, depth)).toList();
    }

    private Condition condition() {
        List<Integer> bits = shuffled(CLBITS).subList(0, random.nextInt(1, CLBITS + 1));
        return new Condition(random.nextInt(4) == 0 ? IntStream.range(0, CLBITS).boxed().toList() : bits,
                random.nextInt(33), random.nextBoolean());
    }

    /** An operation that OpenQASM 2 has. */
    private Operation plain(int qubits) {
        return switch (random.nextInt(8)) {
            case 0 -> new Operation.Measure(random.nextInt(qubits), random.nextInt(CLBITS));
            case 1 -> new Operation.Reset(random.nextInt(qubits));
            case 2 -> new Operation.Wall(some(qubits));
            case 3 -> new Operation.Conditional(
                    random.nextBoolean() ? Condition.set(4) : Condition.equal(random.nextInt(8), List.of(1, 2, 3)),
                    List.of(random.nextBoolean() ? new Operation.Reset(0) : fixed(qubits)), List.of());
            default -> fixed(qubits);
        };
    }

    private Operation fixed(int qubits) {
        Gate gate;
        do {
            gate = gate(qubits);
        } while (gate == Gate.GPHASE);
        return apply(gate, qubits, false, 0);
    }

    private Gate gate(int qubits) {
        Gate gate;
        do {
            gate = GATES.get(random.nextInt(GATES.size()));
        } while (gate.arity() > qubits);
        return gate;
    }

    private Operation apply(Gate gate, int qubits, boolean driven, int mostControls) {
        List<Integer> order = shuffled(qubits);
        int controls = random.nextInt(Math.min(mostControls, qubits - gate.arity()) + 1);
        List<Angle> angles = IntStream.range(0, gate.parameters()).mapToObj(i -> angle(driven)).toList();
        return new Operation.Apply(gate, order.subList(0, gate.arity()), angles,
                controls(order.subList(gate.arity(), gate.arity() + controls)));
    }

    private List<Control> controls(List<Integer> qubits) {
        return qubits.stream().map(q -> new Control(q, random.nextBoolean())).toList();
    }

    private Angle angle(boolean driven) {
        double scale = random.nextInt(3) == 0 ? 1 : random.nextDouble(-2, 2);
        double offset = random.nextBoolean() ? 0 : random.nextDouble(-1, 1);
        return switch (driven ? random.nextInt(4) : 0) {
            case 0 -> Angle.fixed(random.nextDouble(-7, 7));
            case 1 -> Angle.parameter(random.nextInt(4), scale, offset);
            case 2 -> Angle.feature(random.nextInt(3), scale, offset);
            default -> new Angle.Weighted(random.nextInt(3), random.nextInt(4), random.nextInt(-1, 4), scale);
        };
    }

    private Operation unitary(int qubits) {
        List<Integer> order = shuffled(qubits);
        int bits = Math.min(qubits, random.nextInt(1, 4));
        Matrix matrix = Matrix.identity(bits);
        for (Gate gate : List.of(Gate.U, Gate.CU, Gate.RCCX)) {
            if (gate.arity() == bits) {
                matrix = gate.matrix(random.doubles(gate.parameters(), -3, 3).toArray());
            }
        }
        int further = Math.min(1, qubits - bits);
        return new Operation.Unitary(matrix, order.subList(0, bits), controls(order.subList(bits, bits + further)));
    }

    private List<Integer> some(int qubits) {
        return shuffled(qubits).subList(0, random.nextInt(1, qubits + 1));
    }

    private List<Integer> shuffled(int count) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(all, new Random(random.nextLong()));
        return all;
    }
}
