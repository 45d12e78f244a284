package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Control;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.Operation.Apply;
import org.ketwright.simulator.Operation.Conditional;

/**
 * Writes circuits as OpenQASM 2 where that language can say them, otherwise as OpenQASM 3. Reading the text again with
 * {@link QasmReader} gives the same circuit, numbers included to the last bit.
 *
 * <p>
 * Gates that the standard file of the language lacks are defined in the text. Parameters become inputs
 * {@code theta_0, theta_1, ...}, features become inputs {@code x_0, x_1, ...} marked by the annotation
 * {@code @ketwright.feature}. A unitary that is known by its matrix alone becomes a gate defined by the pragma
 * {@code ketwright.unitary}, which readers other than ours refuse. The name of a point at which the state is shown becomes
 * the annotation {@code @ketwright.snapshot NAME} of a barrier, in OpenQASM 3. Walls and delays on no qubits are left out. Noise is
 * refused: neither version of the language has a word for it.
 */
public final class QasmWriter {
    private final Circuit circuit;
    private final boolean third;
    private final List<Register> bits;
    private final Map<Matrix, String> matrices = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();

    /** A row of classical bits under one name. */
    private record Register(String name, int offset, int size) {
    }

    private QasmWriter(Circuit circuit, boolean third, List<Register> bits) {
        this.circuit = circuit;
        this.third = third;
        this.bits = bits;
    }

    /**
     * Writes a circuit in the oldest version that can say it.
     *
     * @param circuit the circuit
     * @return the program
     * @throws IllegalArgumentException if it has a matrix on more than 8 qubits, or is noisy
     */
    public static String write(Circuit circuit) {
        return write(circuit, Version2.canSay(circuit) ? QasmVersion.TWO : QasmVersion.THREE);
    }

    /**
     * Writes a circuit in a version.
     *
     * @param circuit the circuit
     * @param version the version
     * @return the program
     * @throws IllegalArgumentException if the version cannot say the circuit, or it has a matrix on more than 8 qubits or is
     *         noisy
     */
    public static String write(Circuit circuit, QasmVersion version) {
        boolean third = version == QasmVersion.THREE;
        if (!third && !Version2.canSay(circuit)) {
            throw new IllegalArgumentException(
                    "OpenQASM 2 has no inputs, modifiers, delays, branches, matrices or snapshots, and "
                            + "compares whole registers, but the circuit needs one of these");
        }
        List<Register> bits = new ArrayList<>();
        if (third) {
            if (circuit.clbits() > 0) {
                bits.add(new Register("c", 0, circuit.clbits()));
            }
        } else {
            List<Integer> cuts = new ArrayList<>(Version2.cuts(circuit));
            for (int i = 0; i + 1 < cuts.size(); i++) {
                bits.add(new Register(cuts.size() == 2 ? "c" : "c" + i, cuts.get(i), cuts.get(i + 1) - cuts.get(i)));
            }
        }
        return new QasmWriter(circuit, third, bits).program();
    }

    /**
     * What a parameter is called in the text.
     *
     * @param index its number, 0 or more
     * @return the name of an input
     */
    public static String parameter(int index) {
        return "theta_" + index;
    }

    /**
     * What a feature is called in the text.
     *
     * @param index its number, 0 or more
     * @return the name of an input
     */
    public static String feature(int index) {
        return "x_" + index;
    }

    private String program() {
        line("OPENQASM " + (third ? QasmVersion.THREE : QasmVersion.TWO).number() + ";");
        line("include \"" + (third ? Library.STDGATES : Library.QELIB1) + "\";");
        Set<Gate> defined = new LinkedHashSet<>();
        circuit.operations().forEach(o -> definitions(o, defined));
        for (int i = 0; i < circuit.parameters(); i++) {
            line("input float " + parameter(i) + ";");
        }
        for (int i = 0; i < circuit.features(); i++) {
            line("@" + Directives.FEATURE);
            line("input float " + feature(i) + ";");
        }
        line(third ? "qubit[" + circuit.qubits() + "] q;" : "qreg q[" + circuit.qubits() + "];");
        for (Register r : bits) {
            line(third ? "bit[" + r.size + "] " + r.name + ";" : "creg " + r.name + "[" + r.size + "];");
        }
        circuit.operations().forEach(o -> operation(o, ""));
        return out.toString();
    }

    private void definitions(Operation operation, Set<Gate> defined) {
        switch (operation) {
            case Apply a -> definition(a, defined);
            case Operation.Unitary u -> {
                if (!matrices.containsKey(u.matrix())) {
                    String name = "unitary_" + matrices.size();
                    matrices.put(u.matrix(), name);
                    line(MatrixPragma.write(name, u.matrix()));
                }
            }
            case Conditional c -> {
                c.then().forEach(o -> definitions(o, defined));
                c.otherwise().forEach(o -> definitions(o, defined));
            }
            case Operation.Measure m -> {}
            case Operation.Reset r -> {}
            case Operation.Delay d -> {}
            case Operation.Wall w -> {}
            case Operation.Noise n -> throw noisy(n);
            case Operation.Misread m -> throw noisy(m);
        }
    }

    private static IllegalArgumentException noisy(Operation operation) {
        return new IllegalArgumentException("OpenQASM has no words for noise but the circuit has " + operation
                + "; write the circuit before noise is attached");
    }

    private void definition(Apply apply, Set<Gate> defined) {
        if (needsDefinition(apply)) {
            define(apply.gate(), defined);
        }
    }

    /** Without controls, U and U2 are written as the language's own, whose phase nobody can tell from ours. */
    private boolean needsDefinition(Apply apply) {
        boolean builtIn = third && apply.controls().isEmpty() && (apply.gate() == Gate.U || apply.gate() == Gate.U2);
        return !builtIn && Definitions.of(apply.gate(), third) != null;
    }

    private void define(Gate gate, Set<Gate> defined) {
        Definitions.Definition definition = Definitions.of(gate, third);
        if (definition == null || defined.contains(gate)) {
            return;
        }
        for (Gate needed : definition.needs()) {
            define(needed, defined);
        }
        defined.add(gate);
        line("gate " + definition.text());
    }

    private void operation(Operation operation, String indent) {
        switch (operation) {
            case Apply a -> line(indent + controls(a.controls()) + name(a)
                    + angles(a.angles()) + operands(a.controls(), a.qubits()) + ";");
            case Operation.Unitary u -> line(indent + controls(u.controls()) + matrices.get(u.matrix())
                    + operands(u.controls(), u.qubits()) + ";");
            case Operation.Measure m -> line(indent + (third
                    ? bit(m.clbit()) + " = measure " + qubit(m.qubit())
                    : "measure " + qubit(m.qubit()) + " -> " + bit(m.clbit())) + ";");
            case Operation.Reset r -> line(indent + "reset " + qubit(r.qubit()) + ";");
            case Operation.Wall w -> {
                if (w.isNamed() && !w.qubits().isEmpty()) {
                    line(indent + "@" + Directives.SNAPSHOT + " " + w.name());
                }
                onQubits(indent + "barrier", w.qubits());
            }
            case Operation.Delay d -> onQubits(indent + "delay[" + d.seconds() + "s]", d.qubits());
            case Conditional c -> conditional(c, indent);
            case Operation.Noise n -> throw noisy(n);
            case Operation.Misread m -> throw noisy(m);
        }
    }

    private void onQubits(String what, List<Integer> qubits) {
        if (!qubits.isEmpty()) {
            line(what + operands(List.of(), qubits) + ";");
        }
    }

    private void conditional(Conditional c, String indent) {
        String head = indent + "if (" + condition(c.condition()) + ") ";
        if (!third) {
            out.append(head);
            operation(c.then().get(0), "");
            return;
        }
        line(head + "{");
        c.then().forEach(o -> operation(o, indent + "  "));
        if (!c.otherwise().isEmpty()) {
            line(indent + "} else {");
            c.otherwise().forEach(o -> operation(o, indent + "  "));
        }
        line(indent + "}");
    }

    private String condition(Condition condition) {
        String operator = condition.equal() ? " == " : " != ";
        return bits(condition.clbits()) + operator + condition.value();
    }

    private String bits(List<Integer> asked) {
        for (Register r : bits) {
            if (asked.size() == r.size && isRow(asked, r.offset)) {
                return r.name;
            }
        }
        return asked.size() == 1
                ? bit(asked.get(0))
                : asked.stream().map(String::valueOf).collect(Collectors.joining(", ", "c[{", "}]"));
    }

    /** Whether numbers follow each other from the first one on. */
    static boolean isRow(List<Integer> numbers, int first) {
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) != first + i) {
                return false;
            }
        }
        return true;
    }

    private String name(Apply apply) {
        Definitions.Definition definition = Definitions.of(apply.gate(), third);
        if (definition != null && needsDefinition(apply)) {
            return definition.name();
        }
        return switch (apply.gate()) {
            case U -> third ? "U" : "u3";
            default -> apply.gate().qasmName();
        };
    }

    private static String controls(List<Control> controls) {
        return controls.stream().map(c -> c.on() ? "ctrl @ " : "negctrl @ ").collect(Collectors.joining());
    }

    private static String angles(List<Angle> angles) {
        return angles.isEmpty()
                ? ""
                : angles.stream().map(QasmWriter::angle).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String angle(Angle angle) {
        return switch (angle) {
            case Angle.Fixed f -> Double.toString(f.radians());
            case Angle.Parameter p -> affine(parameter(p.index()), p.scale(), p.offset());
            case Angle.Feature f -> affine(feature(f.index()), f.scale(), f.offset());
            case Angle.Weighted w -> {
                String product = parameter(w.weight()) + " * " + feature(w.feature());
                yield w.scale() + " * (" + product + (w.bias() < 0 ? "" : " + " + parameter(w.bias())) + ")";
            }
        };
    }

    private static String affine(String name, double scale, double offset) {
        String scaled = scale == 1 ? name : scale + " * " + name;
        return Double.compare(offset, 0) == 0 ? scaled : scaled + " + " + offset;
    }

    private String operands(List<Control> controls, List<Integer> qubits) {
        List<String> names = new ArrayList<>();
        controls.forEach(c -> names.add(qubit(c.qubit())));
        qubits.forEach(q -> names.add(qubit(q)));
        return names.isEmpty() ? "" : " " + String.join(", ", names);
    }

    private static String qubit(int qubit) {
        return "q[" + qubit + "]";
    }

    private String bit(int bit) {
        for (Register r : bits) {
            if (bit < r.offset + r.size) {
                return r.name + "[" + (bit - r.offset) + "]";
            }
        }
        throw new IllegalArgumentException("a circuit has " + circuit.clbits()
                + " classical bits but was asked for bit "
                + bit);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** What OpenQASM 2 can say. */
    private static final class Version2 {
        private Version2() {
        }

        /** Whether a circuit can be written. */
        static boolean canSay(Circuit circuit) {
            return circuit.operations().stream().allMatch(o -> canSay(o, false)) && areRegisters(circuit);
        }

        private static boolean canSay(Operation operation, boolean conditional) {
            return switch (operation) {
                case Apply a -> a.controls().isEmpty() && a.gate() != Gate.GPHASE
                        && a.angles().stream().allMatch(x -> x instanceof Angle.Fixed);
                case Operation.Measure m -> true;
                case Operation.Reset r -> true;
                case Operation.Wall w -> !conditional && !w.isNamed();
                case Conditional c -> !conditional && c.condition().equal() && c.otherwise().isEmpty()
                        && c.then().size() == 1 && canSay(c.then().get(0), true);
                case Operation.Unitary u -> false;
                case Operation.Delay d -> false;
                case Operation.Noise n -> false;
                case Operation.Misread m -> false;
            };
        }

        /** Whether the conditions ask for rows of bits that are equal or apart, so that each can be a register. */
        private static boolean areRegisters(Circuit circuit) {
            Set<Integer> cuts = cuts(circuit);
            return conditions(circuit).stream().allMatch(c -> isRow(c.clbits(), c.clbits().get(0))
                    && c.clbits().stream().skip(1).noneMatch(cuts::contains));
        }

        /** Where registers begin and end. */
        static Set<Integer> cuts(Circuit circuit) {
            Set<Integer> cuts = new TreeSet<>();
            if (circuit.clbits() > 0) {
                cuts.add(0);
                cuts.add(circuit.clbits());
            }
            for (Condition c : conditions(circuit)) {
                cuts.add(c.clbits().get(0));
                cuts.add(c.clbits().get(c.clbits().size() - 1) + 1);
            }
            return cuts;
        }

        private static List<Condition> conditions(Circuit circuit) {
            return circuit.operations().stream().filter(o -> o instanceof Conditional)
                    .map(o -> ((Conditional) o).condition()).toList();
        }
    }
}
