package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A sequence of operations on qubits and classical bits, all of which start as 0. Immutable; checked when built.
 *
 * @param qubits number of qubits, 1 to {@value #MAX_WIDTH}
 * @param clbits number of classical bits, 0 to {@value #MAX_WIDTH}
 * @param operations what happens, in order
 */
public record Circuit(int qubits, int clbits, List<Operation> operations) {

    /** The most qubits or classical bits a circuit may have; what can be simulated is far less. */
    public static final int MAX_WIDTH = 1 << 20;

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if an operation names a qubit or classical bit the circuit does not have
     */
    public Circuit {
        operations = List.copyOf(operations);
        if (qubits < 1 || qubits > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "a circuit has 1 to " + MAX_WIDTH + " qubits but was given " + qubits);
        }
        if (clbits < 0 || clbits > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "a circuit has 0 to " + MAX_WIDTH + " classical bits but was given " + clbits);
        }
        for (Operation o : operations) {
            requireBelow("qubit", qubits, o.qubitsTouched(), o);
            requireBelow("classical bit", clbits, o.clbitsTouched(), o);
        }
    }

    /**
     * Starts a circuit without classical bits.
     *
     * @param qubits number of qubits
     * @return an empty builder
     */
    public static CircuitBuilder on(int qubits) {
        return on(qubits, 0);
    }

    /**
     * Starts a circuit.
     *
     * @param qubits number of qubits
     * @param clbits number of classical bits
     * @return an empty builder
     */
    public static CircuitBuilder on(int qubits, int clbits) {
        return new CircuitBuilder(qubits, clbits);
    }

    /**
     * How many parameters a run needs.
     *
     * @return one more than the largest parameter index used, or 0
     */
    public int parameters() {
        return operations.stream().flatMap(Operation::allAngles).mapToInt(Angle::parameters).max().orElse(0);
    }

    /**
     * How many features a run needs.
     *
     * @return one more than the largest feature index used, or 0
     */
    public int features() {
        return operations.stream().flatMap(Operation::allAngles).mapToInt(Angle::features).max().orElse(0);
    }

    /**
     * The strengths of all noise, operations inside conditionals included.
     *
     * @return in the order of the operations, the first branch of a conditional before the other
     */
    public List<NoiseStrength> noiseStrengths() {
        List<NoiseStrength> out = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            NoiseStrength.collect(i, operations.get(i), out);
        }
        return List.copyOf(out);
    }

    /**
     * Whether the circuit is one unitary map for given angles.
     *
     * @return false if it measures, resets, asks classical bits or is noisy
     */
    public boolean isUnitary() {
        return operations.stream().allMatch(Operation::isUnitary);
    }

    /**
     * The circuit that undoes this one.
     *
     * @return the inverses in reverse order
     * @throws IllegalArgumentException if the circuit measures, resets, asks classical bits or is noisy
     */
    public Circuit inverse() {
        return new Circuit(qubits, clbits, operations.reversed().stream().map(Operation::inverse).toList());
    }

    /**
     * This circuit and then another. Parameters and features of the same index are the same.
     *
     * @param next a circuit of the same width
     * @return both
     * @throws IllegalArgumentException if the numbers of qubits or classical bits differ
     */
    public Circuit then(Circuit next) {
        if (next.qubits != qubits || next.clbits != clbits) {
            throw new IllegalArgumentException("circuits joined must have equal widths but have " + qubits
                    + " qubits, " + clbits + " classical bits and " + next.qubits + ", " + next.clbits);
        }
        List<Operation> all = new ArrayList<>(operations);
        all.addAll(next.operations);
        return new Circuit(qubits, clbits, all);
    }

    /**
     * The circuit with qubit q renamed {@code to[q]}.
     *
     * @param to a permutation of the qubits
     * @return the renamed circuit
     * @throws IllegalArgumentException if it is not a permutation
     */
    public Circuit relabel(int... to) {
        int[] sorted = to.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < Math.max(sorted.length, qubits); i++) {
            if (sorted.length != qubits || sorted[i] != i) {
                throw new IllegalArgumentException(
                        "renaming " + qubits + " qubits needs a permutation of them but was given "
                                + Arrays.toString(to));
            }
        }
        return placed(qubits, to);
    }

    /**
     * The circuit as a part of a wider one: qubit q becomes {@code to[q]}.
     *
     * @param width number of qubits of the result
     * @param to where each qubit goes; distinct
     * @return the wider circuit
     * @throws IllegalArgumentException if places collide or are out of range
     */
    public Circuit embed(int width, int... to) {
        if (to.length != qubits || Arrays.stream(to).distinct().count() != qubits) {
            throw new IllegalArgumentException(
                    "placing " + qubits + " qubits needs as many distinct places but was given " + Arrays.toString(to));
        }
        return placed(width, to);
    }

    /**
     * The circuit with the parameters replaced by numbers; features stay.
     *
     * @param values values of the parameters, at least {@link #parameters()} of them
     * @return a circuit without parameters
     * @throws IllegalArgumentException if there are too few values
     */
    public Circuit bind(double... values) {
        return new Circuit(qubits, clbits, operations.stream().map(o -> o.bind(values)).toList());
    }

    /**
     * The circuit without measurements after which neither their qubit nor their classical bit is used again, but for
     * being misread.
     *
     * @return the circuit that prepares the state which these measurements measure
     */
    public Circuit withoutFinalMeasurements() {
        BitSet last = finalMeasurements();
        return new Circuit(qubits, clbits,
                IntStream.range(0, operations.size()).filter(i -> !last.get(i)).mapToObj(operations::get).toList());
    }

    /**
     * Which operations are measurements after which neither their qubit nor their classical bit is used again, and
     * misreadings that only such misreadings follow.
     *
     * @return indices of operations
     */
    public BitSet finalMeasurements() {
        BitSet found = new BitSet();
        BitSet used = new BitSet();
        BitSet overwritten = new BitSet();
        for (int i = operations.size() - 1; i >= 0; i--) {
            Operation o = operations.get(i);
            int[] wires = wires(o);
            boolean free = Arrays.stream(wires).noneMatch(used::get);
            if (free && o instanceof Operation.Measure m) {
                found.set(i);
                overwritten.set(qubits + m.clbit());
            } else if (free && o instanceof Operation.Misread && Arrays.stream(wires).noneMatch(overwritten::get)) {
                found.set(i);
            } else if (!(o instanceof Operation.Wall)) {
                Arrays.stream(wires).forEach(used::set);
            }
        }
        return found;
    }

    /**
     * The number of steps if operations on different qubits and classical bits run at the same time. Walls order what
     * is around them and take no step.
     *
     * @return the depth
     */
    public int depth() {
        int[] busy = new int[qubits + clbits];
        int deepest = 0;
        for (Operation o : operations) {
            int[] wires = wires(o);
            int level = Arrays.stream(wires).map(w -> busy[w]).max().orElse(0);
            int after = o instanceof Operation.Wall ? level : level + 1;
            for (int w : wires) {
                busy[w] = after;
            }
            deepest = Math.max(deepest, after);
        }
        return deepest;
    }

    /**
     * How often each kind of operation occurs, operations inside conditionals included.
     *
     * @return counts by name: the OpenQASM name of a gate, preceded by one "c" and a hyphen for each further control;
     *         "unitary", "measure", "reset", "if", "delay", "barrier", "misread", the name of a channel
     */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        count(operations, counts);
        return counts;
    }

    /**
     * A drawing in characters, one line for each wire, wrapped at 100 columns.
     *
     * @return lines of text
     */
    public String draw() {
        return draw(100);
    }

    /**
     * A drawing in characters.
     *
     * @param columns where lines wrap, 20 or more
     * @return lines of text
     * @throws IllegalArgumentException if the width is too small
     */
    public String draw(int columns) {
        return TextDrawing.of(this, columns);
    }

    /**
     * A drawing as a self-contained SVG image.
     *
     * @return an SVG document
     */
    public String svg() {
        return SvgDrawing.of(this);
    }

    /** Wires of an operation: qubits first, classical bits after all qubits. */
    int[] wires(Operation o) {
        return IntStream.concat(o.qubitsTouched().stream().mapToInt(q -> q),
                o.clbitsTouched().stream().mapToInt(c -> qubits + c)).toArray();
    }

    private Circuit placed(int width, int[] to) {
        return new Circuit(width, clbits,
                operations.stream().map(o -> o.renumbered(q -> to[q], c -> c)).toList());
    }

    private static void count(List<Operation> operations, Map<String, Integer> counts) {
        for (Operation o : operations) {
            String name = switch (o) {
                case Operation.Apply a -> "c-".repeat(a.controls().size()) + a.gate().qasmName();
                case Operation.Unitary u -> "c-".repeat(u.controls().size()) + "unitary";
                case Operation.Measure m -> "measure";
                case Operation.Reset r -> "reset";
                case Operation.Conditional c -> "if";
                case Operation.Delay d -> "delay";
                case Operation.Wall w -> "barrier";
                case Operation.Noise n -> n.channel().name();
                case Operation.Misread m -> "misread";
            };
            counts.merge(name, 1, Integer::sum);
            if (o instanceof Operation.Conditional c) {
                count(c.then(), counts);
                count(c.otherwise(), counts);
            }
        }
    }

    private static void requireBelow(String what, int width, Set<Integer> used, Operation o) {
        for (int u : used) {
            if (u >= width) {
                throw new IllegalArgumentException("the circuit has " + width + " " + what + "s but " + what + " " + u
                        + " is used by " + o);
            }
        }
    }
}
