package org.ketwright.simulator;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.ReadoutError;

/** One thing that happens in a circuit. Immutable; checked when made. */
public sealed interface Operation {

    /**
     * A gate of the catalogue.
     *
     * @param gate the gate
     * @param qubits its qubits, controls of the gate first; distinct
     * @param angles its angles
     * @param controls further controls, on other qubits than {@code qubits}
     */
    record Apply(Gate gate, List<Integer> qubits, List<Angle> angles, List<Control> controls) implements Operation {

        /** Copies and checks. */
        public Apply {
            qubits = List.copyOf(qubits);
            angles = List.copyOf(angles);
            controls = List.copyOf(controls);
            if (qubits.size() != gate.arity()) {
                throw new IllegalArgumentException("gate " + gate.qasmName() + " acts on " + gate.arity()
                        + " qubits but was given " + qubits);
            }
            gate.requireAngles(angles.size());
            requireDistinct("gate " + gate.qasmName(), qubits, controls);
        }

        /**
         * A gate without further controls.
         *
         * @param gate the gate
         * @param qubits its qubits
         * @param angles its angles
         */
        public Apply(Gate gate, List<Integer> qubits, List<Angle> angles) {
            this(gate, qubits, angles, List.of());
        }
    }

    /**
     * Any unitary matrix.
     *
     * @param matrix the matrix, unitary to 1e-9
     * @param qubits the qubits it acts on, the lowest matrix bit first; distinct
     * @param controls controls, on other qubits than {@code qubits}
     */
    record Unitary(Matrix matrix, List<Integer> qubits, List<Control> controls) implements Operation {

        /** Copies and checks. */
        public Unitary {
            qubits = List.copyOf(qubits);
            controls = List.copyOf(controls);
            if (matrix.bits() < 1 || qubits.size() != matrix.bits()) {
                throw new IllegalArgumentException("a unitary matrix of dimension " + matrix.dimension() + " acts on "
                        + matrix.bits() + " qubits, at least 1, but was given " + qubits);
            }
            double distance = Matrices.distanceFromUnitary(matrix);
            if (distance > 1e-9) {
                throw new IllegalArgumentException("a matrix must be unitary to 1e-9 but one on qubits " + qubits
                        + " differs by " + distance);
            }
            requireDistinct("a unitary matrix", qubits, controls);
        }

        /**
         * A matrix without controls.
         *
         * @param matrix the matrix
         * @param qubits the qubits it acts on
         */
        public Unitary(Matrix matrix, List<Integer> qubits) {
            this(matrix, qubits, List.of());
        }
    }

    /**
     * Measures a qubit in the computational basis.
     *
     * @param qubit the qubit
     * @param clbit the classical bit that receives the result
     */
    record Measure(int qubit, int clbit) implements Operation {

        /** Refuses negative numbers. */
        public Measure {
            requireNotNegative("a measured qubit", qubit);
            requireNotNegative("a classical bit", clbit);
        }
    }

    /**
     * Puts a qubit into |0>, whatever it was.
     *
     * @param qubit the qubit
     */
    record Reset(int qubit) implements Operation {

        /** Refuses negative numbers. */
        public Reset {
            requireNotNegative("a reset qubit", qubit);
        }
    }

    /**
     * A quantum channel.
     *
     * @param channel what happens
     * @param qubits the qubits it happens to, the lowest matrix bit first; distinct
     */
    record Noise(Channel channel, List<Integer> qubits) implements Operation {

        /** Copies and checks. */
        public Noise {
            qubits = List.copyOf(qubits);
            if (qubits.size() != channel.qubits()) {
                throw new IllegalArgumentException("the channel " + channel.name() + " acts on " + channel.qubits()
                        + " qubits but was given " + qubits);
            }
            requireDistinct("the channel " + channel.name(), qubits, List.of());
        }
    }

    /**
     * Classical bits replaced by what is read of them: the error of a measurement, which leaves the qubits alone.
     *
     * @param error how they are misread
     * @param clbits the classical bits, the lowest matrix bit first; distinct
     */
    record Misread(ReadoutError error, List<Integer> clbits) implements Operation {

        /** Copies and checks. */
        public Misread {
            clbits = List.copyOf(clbits);
            if (clbits.size() != error.qubits()) {
                throw new IllegalArgumentException("a read-out error of " + error.qubits()
                        + " bits was given the classical bits " + clbits);
            }
            if (new HashSet<>(clbits).size() != clbits.size()) {
                throw new IllegalArgumentException("classical bits misread together must differ but were " + clbits);
            }
            clbits.forEach(c -> requireNotNegative("a classical bit", c));
        }
    }

    /**
     * Operations that depend on classical bits.
     *
     * @param condition the question, asked once
     * @param then what happens if it holds
     * @param otherwise what happens if it does not
     */
    record Conditional(Condition condition, List<Operation> then, List<Operation> otherwise) implements Operation {

        /** Copies. */
        public Conditional {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        private Stream<Operation> branches() {
            return Stream.concat(then.stream(), otherwise.stream());
        }
    }

    /**
     * Waits. Does nothing unless noise is attached.
     *
     * @param seconds how long, 0 or more
     * @param qubits the qubits that wait; distinct
     */
    record Delay(double seconds, List<Integer> qubits) implements Operation {

        /** Copies and checks. */
        public Delay {
            qubits = List.copyOf(qubits);
            if (!(seconds >= 0 && Double.isFinite(seconds))) {
                throw new IllegalArgumentException("a delay lasts 0 seconds or more but was given " + seconds);
            }
            requireDistinct("a delay", qubits, List.of());
        }
    }

    /**
     * A barrier: nothing is moved or rewritten across it. One with a name is a point of the circuit at which
     * {@link FinalState#run(Snapshots)} shows the state.
     *
     * @param qubits the qubits it separates; distinct
     * @param name letters, digits and {@code _}, no digit first; empty for none
     */
    record Wall(List<Integer> qubits, String name) implements Operation {

        /** Copies and checks. */
        public Wall {
            qubits = List.copyOf(qubits);
            requireDistinct("a wall", qubits, List.of());
            if (!name.matches("([A-Za-z_][A-Za-z0-9_]*)?")) {
                throw new IllegalArgumentException("the name of a point is made of letters, digits and _, no digit"
                        + " first, but was given \"" + name + "\"");
            }
        }

        /**
         * A wall without a name.
         *
         * @param qubits the qubits it separates
         */
        public Wall(List<Integer> qubits) {
            this(qubits, "");
        }

        /**
         * Whether it is a point at which the state is shown.
         *
         * @return true if it has a name
         */
        public boolean isNamed() {
            return !name.isEmpty();
        }
    }

    /**
     * All qubits that take part, controls and nested operations included.
     *
     * @return qubits in the order in which they are named
     */
    default Set<Integer> qubitsTouched() {
        LinkedHashSet<Integer> all = new LinkedHashSet<>();
        switch (this) {
            case Apply a -> {
                a.controls.forEach(c -> all.add(c.qubit()));
                all.addAll(a.qubits);
            }
            case Unitary u -> {
                u.controls.forEach(c -> all.add(c.qubit()));
                all.addAll(u.qubits);
            }
            case Measure m -> all.add(m.qubit);
            case Reset r -> all.add(r.qubit);
            case Conditional c -> c.branches().forEach(o -> all.addAll(o.qubitsTouched()));
            case Delay d -> all.addAll(d.qubits);
            case Wall w -> all.addAll(w.qubits);
            case Noise n -> all.addAll(n.qubits);
            case Misread m -> {}
        }
        return all;
    }

    /**
     * All classical bits that are read or written, nested operations included.
     *
     * @return classical bits in the order in which they are named
     */
    default Set<Integer> clbitsTouched() {
        LinkedHashSet<Integer> all = new LinkedHashSet<>();
        switch (this) {
            case Measure m -> all.add(m.clbit);
            case Conditional c -> {
                all.addAll(c.condition.clbits());
                c.branches().forEach(o -> all.addAll(o.clbitsTouched()));
            }
            case Apply a -> {}
            case Unitary u -> {}
            case Reset r -> {}
            case Delay d -> {}
            case Wall w -> {}
            case Noise n -> {}
            case Misread m -> all.addAll(m.clbits);
        }
        return all;
    }

    /**
     * Whether the operation is one fixed unitary map (the identity included) for given angles.
     *
     * @return false for measurements, resets, conditionals and noise
     */
    default boolean isUnitary() {
        return switch (this) {
            case Apply a -> true;
            case Unitary u -> true;
            case Delay d -> true;
            case Wall w -> true;
            case Measure m -> false;
            case Reset r -> false;
            case Conditional c -> false;
            case Noise n -> false;
            case Misread m -> false;
        };
    }

    /**
     * All angles, nested operations included.
     *
     * @return the angles in order
     */
    default Stream<Angle> allAngles() {
        return switch (this) {
            case Apply a -> a.angles.stream();
            case Conditional c -> c.branches().flatMap(Operation::allAngles);
            case Unitary u -> Stream.empty();
            case Measure m -> Stream.empty();
            case Reset r -> Stream.empty();
            case Delay d -> Stream.empty();
            case Wall w -> Stream.empty();
            case Noise n -> Stream.empty();
            case Misread m -> Stream.empty();
        };
    }

    /**
     * The operation with qubits and classical bits renumbered.
     *
     * @param qubit new number of a qubit
     * @param clbit new number of a classical bit
     * @return the renumbered operation
     * @throws IllegalArgumentException if numbers collide
     */
    default Operation renumbered(IntUnaryOperator qubit, IntUnaryOperator clbit) {
        return switch (this) {
            case Apply a -> new Apply(a.gate, map(a.qubits, qubit), a.angles, mapControls(a.controls, qubit));
            case Unitary u -> new Unitary(u.matrix, map(u.qubits, qubit), mapControls(u.controls, qubit));
            case Measure m -> new Measure(qubit.applyAsInt(m.qubit), clbit.applyAsInt(m.clbit));
            case Reset r -> new Reset(qubit.applyAsInt(r.qubit));
            case Conditional c -> new Conditional(
                    new Condition(map(c.condition.clbits(), clbit), c.condition.value(), c.condition.equal()),
                    c.then.stream().map(o -> o.renumbered(qubit, clbit)).toList(),
                    c.otherwise.stream().map(o -> o.renumbered(qubit, clbit)).toList());
            case Delay d -> new Delay(d.seconds, map(d.qubits, qubit));
            case Wall w -> new Wall(map(w.qubits, qubit), w.name);
            case Noise n -> new Noise(n.channel, map(n.qubits, qubit));
            case Misread m -> new Misread(m.error, map(m.clbits, clbit));
        };
    }

    /**
     * The operation with the parameters replaced by numbers.
     *
     * @param parameters values of the parameters
     * @return an operation without parameters
     * @throws IllegalArgumentException if there are too few values
     */
    default Operation bind(double[] parameters) {
        return switch (this) {
            case Apply a -> new Apply(a.gate, a.qubits, a.angles.stream().map(x -> x.bind(parameters)).toList(),
                    a.controls);
            case Conditional c -> new Conditional(c.condition, c.then.stream().map(o -> o.bind(parameters)).toList(),
                    c.otherwise.stream().map(o -> o.bind(parameters)).toList());
            case Unitary u -> u;
            case Measure m -> m;
            case Reset r -> r;
            case Delay d -> d;
            case Wall w -> w;
            case Noise n -> n;
            case Misread m -> m;
        };
    }

    /**
     * The operation that undoes this one. A delay or a wall stays as it is.
     *
     * @return the inverse
     * @throws IllegalArgumentException for a measurement, a reset, a conditional or noise
     */
    default Operation inverse() {
        return switch (this) {
            case Apply a -> new Apply(a.gate.inverse(), a.qubits, a.gate.inverseAngles(a.angles), a.controls);
            case Unitary u -> new Unitary(u.matrix.adjoint(), u.qubits, u.controls);
            case Delay d -> d;
            case Wall w -> w;
            case Measure m -> throw notInvertible();
            case Reset r -> throw notInvertible();
            case Conditional c -> throw notInvertible();
            case Noise n -> throw notInvertible();
            case Misread m -> throw notInvertible();
        };
    }

    private IllegalArgumentException notInvertible() {
        return new IllegalArgumentException("only unitary operations have an inverse, but one is " + this);
    }

    private static List<Integer> map(List<Integer> numbers, IntUnaryOperator to) {
        return numbers.stream().map(to::applyAsInt).toList();
    }

    private static List<Control> mapControls(List<Control> controls, IntUnaryOperator to) {
        return controls.stream().map(c -> new Control(to.applyAsInt(c.qubit()), c.on())).toList();
    }

    private static void requireNotNegative(String what, int number) {
        if (number < 0) {
            throw new IllegalArgumentException(what + " has a number of 0 or more but was given " + number);
        }
    }

    private static void requireDistinct(String what, List<Integer> qubits, List<Control> controls) {
        HashSet<Integer> seen = new HashSet<>();
        for (int q : qubits) {
            requireNotNegative("a qubit of " + what, q);
            if (!seen.add(q)) {
                throw new IllegalArgumentException("the qubits of " + what + " must differ but were " + qubits);
            }
        }
        for (Control c : controls) {
            if (!seen.add(c.qubit())) {
                throw new IllegalArgumentException("controls of " + what + " must lie on further, distinct qubits but "
                        + c.qubit() + " repeats");
            }
        }
    }
}
