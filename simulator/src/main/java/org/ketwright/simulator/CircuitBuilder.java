package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.ReadoutError;

/**
 * Collects the operations of a {@link Circuit}. Frequent gates have a method each; {@link #gate} adds any of the
 * catalogue, {@link #add} any operation. What is added is checked at once, but for the range of its qubits, which
 * {@link #build} checks.
 */
public final class CircuitBuilder {
    private final int qubits;
    private final int clbits;
    private final List<Operation> operations = new ArrayList<>();

    CircuitBuilder(int qubits, int clbits) {
        this.qubits = qubits;
        this.clbits = clbits;
    }

    /**
     * The circuit of what was added so far.
     *
     * @return the circuit
     * @throws IllegalArgumentException if a qubit or classical bit is out of range
     */
    public Circuit build() {
        return new Circuit(qubits, clbits, operations);
    }

    /**
     * Adds an operation.
     *
     * @param operation the operation
     * @return this builder
     */
    public CircuitBuilder add(Operation operation) {
        operations.add(operation);
        return this;
    }

    /**
     * Adds all operations of a circuit, on the same qubits.
     *
     * @param circuit the circuit
     * @return this builder
     */
    public CircuitBuilder add(Circuit circuit) {
        operations.addAll(circuit.operations());
        return this;
    }

    /**
     * Adds a gate without angles.
     *
     * @param gate the gate
     * @param on its qubits, controls first
     * @return this builder
     */
    public CircuitBuilder gate(Gate gate, int... on) {
        return gate(gate, IntStream.of(on).boxed().toList());
    }

    /**
     * Adds a gate.
     *
     * @param gate the gate
     * @param on its qubits, controls first
     * @param angles its angles
     * @return this builder
     */
    public CircuitBuilder gate(Gate gate, List<Integer> on, Angle... angles) {
        return add(new Operation.Apply(gate, on, Arrays.asList(angles)));
    }

    /**
     * Adds a gate under controls.
     *
     * @param controls the controls
     * @param gate the gate
     * @param on its qubits, controls of its own first
     * @param angles its angles
     * @return this builder
     */
    public CircuitBuilder controlled(List<Control> controls, Gate gate, List<Integer> on, Angle... angles) {
        return add(new Operation.Apply(gate, on, Arrays.asList(angles), controls));
    }

    /**
     * Adds a unitary matrix.
     *
     * @param matrix the matrix
     * @param on its qubits, the lowest matrix bit first
     * @return this builder
     */
    public CircuitBuilder unitary(Matrix matrix, int... on) {
        return add(new Operation.Unitary(matrix, IntStream.of(on).boxed().toList()));
    }

    /**
     * Adds a measurement.
     *
     * @param qubit the qubit measured
     * @param clbit the classical bit that receives the result
     * @return this builder
     */
    public CircuitBuilder measure(int qubit, int clbit) {
        return add(new Operation.Measure(qubit, clbit));
    }

    /**
     * Adds a reset to |0>.
     *
     * @param qubit the qubit
     * @return this builder
     */
    public CircuitBuilder reset(int qubit) {
        return add(new Operation.Reset(qubit));
    }

    /**
     * Adds operations that happen only under a condition.
     *
     * @param condition the condition
     * @param then the operations
     * @return this builder
     */
    public CircuitBuilder when(Condition condition, Operation... then) {
        return add(new Operation.Conditional(condition, Arrays.asList(then), List.of()));
    }

    /**
     * Adds a wall.
     *
     * @param on the qubits it separates; none given means all
     * @return this builder
     */
    public CircuitBuilder wall(int... on) {
        IntStream separated = on.length == 0 ? IntStream.range(0, qubits) : IntStream.of(on);
        return add(new Operation.Wall(separated.boxed().toList()));
    }

    /**
     * Adds a named wall across all qubits: a point at which {@link FinalState#run(Snapshots)} shows the state.
     *
     * @param name letters, digits and {@code _}, no digit first
     * @return this builder
     */
    public CircuitBuilder snapshot(String name) {
        return add(new Operation.Wall(IntStream.range(0, qubits).boxed().toList(), name));
    }

    /**
     * Adds a quantum channel.
     *
     * @param channel what happens
     * @param on its qubits, the lowest matrix bit first
     * @return this builder
     */
    public CircuitBuilder noise(Channel channel, int... on) {
        return add(new Operation.Noise(channel, IntStream.of(on).boxed().toList()));
    }

    /**
     * Adds a read-out error.
     *
     * @param error how classical bits are misread
     * @param clbits the classical bits, the lowest matrix bit first
     * @return this builder
     */
    public CircuitBuilder misread(ReadoutError error, int... clbits) {
        return add(new Operation.Misread(error, IntStream.of(clbits).boxed().toList()));
    }

    /**
     * Adds a Hadamard gate.
     *
     * @param qubit the qubit
     * @return this builder
     */
    public CircuitBuilder h(int qubit) {
        return gate(Gate.H, qubit);
    }

    /**
     * Adds a Pauli X gate.
     *
     * @param qubit the qubit
     * @return this builder
     */
    public CircuitBuilder x(int qubit) {
        return gate(Gate.X, qubit);
    }

    /**
     * Adds a Pauli Y gate.
     *
     * @param qubit the qubit
     * @return this builder
     */
    public CircuitBuilder y(int qubit) {
        return gate(Gate.Y, qubit);
    }

    /**
     * Adds a Pauli Z gate.
     *
     * @param qubit the qubit
     * @return this builder
     */
    public CircuitBuilder z(int qubit) {
        return gate(Gate.Z, qubit);
    }

    /**
     * Adds an S gate.
     *
     * @param qubit the qubit
     * @return this builder
     */
    public CircuitBuilder s(int qubit) {
        return gate(Gate.S, qubit);
    }

    /**
     * Adds a T gate.
     *
     * @param qubit the qubit
     * @return this builder
     */
    public CircuitBuilder t(int qubit) {
        return gate(Gate.T, qubit);
    }

    /**
     * Adds a square root of X.
     *
     * @param qubit the qubit
     * @return this builder
     */
    public CircuitBuilder sx(int qubit) {
        return gate(Gate.SX, qubit);
    }

    /**
     * Adds exp(-i angle X / 2).
     *
     * @param qubit the qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder rx(int qubit, Angle angle) {
        return gate(Gate.RX, List.of(qubit), angle);
    }

    /**
     * Adds exp(-i angle X / 2).
     *
     * @param qubit the qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder rx(int qubit, double radians) {
        return rx(qubit, Angle.fixed(radians));
    }

    /**
     * Adds exp(-i angle Y / 2).
     *
     * @param qubit the qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder ry(int qubit, Angle angle) {
        return gate(Gate.RY, List.of(qubit), angle);
    }

    /**
     * Adds exp(-i angle Y / 2).
     *
     * @param qubit the qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder ry(int qubit, double radians) {
        return ry(qubit, Angle.fixed(radians));
    }

    /**
     * Adds exp(-i angle Z / 2).
     *
     * @param qubit the qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder rz(int qubit, Angle angle) {
        return gate(Gate.RZ, List.of(qubit), angle);
    }

    /**
     * Adds exp(-i angle Z / 2).
     *
     * @param qubit the qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder rz(int qubit, double radians) {
        return rz(qubit, Angle.fixed(radians));
    }

    /**
     * Adds the phase gate diag(1, exp(i angle)).
     *
     * @param qubit the qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder p(int qubit, Angle angle) {
        return gate(Gate.P, List.of(qubit), angle);
    }

    /**
     * Adds the phase gate diag(1, exp(i angle)).
     *
     * @param qubit the qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder p(int qubit, double radians) {
        return p(qubit, Angle.fixed(radians));
    }

    /**
     * Adds RZ(c) RY(b) RZ(a): RZ(a) acts first.
     *
     * @param qubit the qubit
     * @param a first angle
     * @param b second angle
     * @param c third angle
     * @return this builder
     */
    public CircuitBuilder rot(int qubit, Angle a, Angle b, Angle c) {
        return gate(Gate.ROT, List.of(qubit), a, b, c);
    }

    /**
     * Adds U(theta, phi, lambda) = P(phi) RY(theta) P(lambda).
     *
     * @param qubit the qubit
     * @param theta angle of the rotation
     * @param phi angle of the last phase
     * @param lambda angle of the first phase
     * @return this builder
     */
    public CircuitBuilder u(int qubit, Angle theta, Angle phi, Angle lambda) {
        return gate(Gate.U, List.of(qubit), theta, phi, lambda);
    }

    /**
     * Adds X on the second qubit where the first is 1.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @return this builder
     */
    public CircuitBuilder cx(int control, int target) {
        return gate(Gate.CX, control, target);
    }

    /**
     * Adds Z on the second qubit where the first is 1.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @return this builder
     */
    public CircuitBuilder cz(int control, int target) {
        return gate(Gate.CZ, control, target);
    }

    /**
     * Adds an exchange of two qubits.
     *
     * @param a first qubit
     * @param b second qubit
     * @return this builder
     */
    public CircuitBuilder swap(int a, int b) {
        return gate(Gate.SWAP, a, b);
    }

    /**
     * Adds exp(-i angle XX / 2).
     *
     * @param a first qubit
     * @param b second qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder rxx(int a, int b, Angle angle) {
        return gate(Gate.RXX, List.of(a, b), angle);
    }

    /**
     * Adds exp(-i angle XX / 2).
     *
     * @param a first qubit
     * @param b second qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder rxx(int a, int b, double radians) {
        return rxx(a, b, Angle.fixed(radians));
    }

    /**
     * Adds exp(-i angle YY / 2).
     *
     * @param a first qubit
     * @param b second qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder ryy(int a, int b, Angle angle) {
        return gate(Gate.RYY, List.of(a, b), angle);
    }

    /**
     * Adds exp(-i angle YY / 2).
     *
     * @param a first qubit
     * @param b second qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder ryy(int a, int b, double radians) {
        return ryy(a, b, Angle.fixed(radians));
    }

    /**
     * Adds exp(-i angle ZZ / 2).
     *
     * @param a first qubit
     * @param b second qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder rzz(int a, int b, Angle angle) {
        return gate(Gate.RZZ, List.of(a, b), angle);
    }

    /**
     * Adds exp(-i angle ZZ / 2).
     *
     * @param a first qubit
     * @param b second qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder rzz(int a, int b, double radians) {
        return rzz(a, b, Angle.fixed(radians));
    }

    /**
     * Adds a controlled RX.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder crx(int control, int target, Angle angle) {
        return gate(Gate.CRX, List.of(control, target), angle);
    }

    /**
     * Adds a controlled RX.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder crx(int control, int target, double radians) {
        return crx(control, target, Angle.fixed(radians));
    }

    /**
     * Adds a controlled RY.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder cry(int control, int target, Angle angle) {
        return gate(Gate.CRY, List.of(control, target), angle);
    }

    /**
     * Adds a controlled RY.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder cry(int control, int target, double radians) {
        return cry(control, target, Angle.fixed(radians));
    }

    /**
     * Adds a controlled RZ.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder crz(int control, int target, Angle angle) {
        return gate(Gate.CRZ, List.of(control, target), angle);
    }

    /**
     * Adds a controlled RZ.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder crz(int control, int target, double radians) {
        return crz(control, target, Angle.fixed(radians));
    }

    /**
     * Adds a controlled phase gate.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @param angle the angle
     * @return this builder
     */
    public CircuitBuilder cp(int control, int target, Angle angle) {
        return gate(Gate.CP, List.of(control, target), angle);
    }

    /**
     * Adds a controlled phase gate.
     *
     * @param control controlling qubit
     * @param target target qubit
     * @param radians the angle in radians
     * @return this builder
     */
    public CircuitBuilder cp(int control, int target, double radians) {
        return cp(control, target, Angle.fixed(radians));
    }

    /**
     * Adds a Toffoli gate.
     *
     * @param first first control
     * @param second second control
     * @param target target qubit
     * @return this builder
     */
    public CircuitBuilder ccx(int first, int second, int target) {
        return gate(Gate.CCX, first, second, target);
    }
}
