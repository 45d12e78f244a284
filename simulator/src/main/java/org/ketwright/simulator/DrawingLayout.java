package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a drawing shows, and in which column; text and SVG drawings share it. Wires are numbered from the top: qubits,
 * then classical bits.
 *
 * @param wires names of the wires
 * @param qubits number of wires that are qubits
 * @param columns number of columns
 * @param pieces one for each operation shown
 */
record DrawingLayout(List<String> wires, int qubits, int columns, List<Piece> pieces) {

    /** The form of a mark. */
    enum Kind {
        /** A text. */
        LABEL,
        /** A control that asks for 1. */
        ON,
        /** A control that asks for 0. */
        OFF,
        /** The target of a controlled X. */
        PLUS,
        /** One end of an exchange. */
        CROSS,
        /** A piece of a wall. */
        WALL,
        /** Where a measurement result arrives. */
        SINK
    }

    /**
     * What is drawn on one wire.
     *
     * @param wire the wire
     * @param kind the form
     * @param text the text of a label
     */
    record Mark(int wire, Kind kind, String text) {
    }

    /**
     * What is drawn for one operation: marks, connected by a vertical line.
     *
     * @param column where it stands
     * @param marks the marks, from the top
     */
    record Piece(int column, List<Mark> marks) {
        int top() {
            return marks.getFirst().wire;
        }

        int bottom() {
            return marks.getLast().wire;
        }

        boolean isWall() {
            return marks.getFirst().kind == Kind.WALL;
        }
    }

    static DrawingLayout of(Circuit circuit) {
        List<String> wires = new ArrayList<>();
        for (int q = 0; q < circuit.qubits(); q++) {
            wires.add("q" + q);
        }
        for (int c = 0; c < circuit.clbits(); c++) {
            wires.add("c" + c);
        }
        Builder builder = new Builder(circuit.qubits(), wires.size());
        builder.add(circuit.operations(), List.of());
        return new DrawingLayout(List.copyOf(wires), circuit.qubits(), builder.columns, List.copyOf(builder.pieces));
    }

    /**
     * Splits columns into rows.
     *
     * @param widths width of each column
     * @param available the most that fits a row; a wider column has a row of its own
     * @return first column of each row, and the number of columns at the end
     */
    static int[] wrap(int[] widths, int available) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        int used = 0;
        for (int c = 0; c < widths.length; c++) {
            if (used > 0 && used + widths[c] > available) {
                starts.add(c);
                used = 0;
            }
            used += widths[c];
        }
        starts.add(widths.length);
        return starts.stream().mapToInt(s -> s).toArray();
    }

    /**
     * Splits pieces into rows.
     *
     * @param starts first column of each row, and the number of columns at the end
     * @return the pieces of each row, in their order
     */
    List<List<Piece>> rows(int... starts) {
        int[] rowOf = new int[columns];
        List<List<Piece>> rows = new ArrayList<>();
        for (int row = 0; row + 1 < starts.length; row++) {
            Arrays.fill(rowOf, starts[row], starts[row + 1], row);
            rows.add(new ArrayList<>());
        }
        pieces.forEach(p -> rows.get(rowOf[p.column()]).add(p));
        return rows;
    }

    /** Puts each piece into the first column in which its wires are free. */
    private static final class Builder {
        private final int qubits;
        private final int[] free;
        private final List<Piece> pieces = new ArrayList<>();
        private int columns;

        Builder(int qubits, int wires) {
            this.qubits = qubits;
            free = new int[wires];
        }

        void add(List<Operation> operations, List<Mark> conditions) {
            for (Operation o : operations) {
                if (o instanceof Operation.Conditional c) {
                    add(c.then(), with(conditions, c.condition(), c.condition().equal()));
                    add(c.otherwise(), with(conditions, c.condition(), !c.condition().equal()));
                } else {
                    for (List<Mark> marks : groups(o)) {
                        List<Mark> all = new ArrayList<>(marks);
                        all.addAll(conditions);
                        place(all);
                    }
                }
            }
        }

        private List<Mark> with(List<Mark> outer, Condition condition, boolean equal) {
            List<Mark> all = new ArrayList<>(outer);
            for (int i = 0; i < condition.clbits().size(); i++) {
                String text = (equal ? "=" : "≠") + condition.value();
                all.add(new Mark(qubits + condition.clbits().get(i), i == 0 ? Kind.LABEL : Kind.ON, text));
            }
            return all;
        }

        /** Marks that belong together: of a delay every qubit stands alone. */
        private List<List<Mark>> groups(Operation o) {
            return o instanceof Operation.Delay ? marks(o).stream().map(List::of).toList() : List.of(marks(o));
        }

        private List<Mark> marks(Operation o) {
            return switch (o) {
                case Operation.Apply a -> gate(a);
                case Operation.Unitary u -> {
                    List<Mark> marks = controls(u.controls());
                    targets(u.qubits(), Labels.numbered("U", u.qubits().size(), false), marks);
                    yield marks;
                }
                case Operation.Measure m -> List.of(new Mark(m.qubit(), Kind.LABEL, "M"),
                        new Mark(qubits + m.clbit(), Kind.SINK, ""));
                case Operation.Reset r -> List.of(new Mark(r.qubit(), Kind.LABEL, "|0⟩"));
                case Operation.Delay d -> d.qubits().stream()
                        .map(q -> new Mark(q, Kind.LABEL, "delay(" + Labels.number(d.seconds()) + " s)")).toList();
                case Operation.Wall w -> w.qubits().stream().map(q -> new Mark(q, Kind.WALL, "")).toList();
                case Operation.Noise n -> {
                    List<Mark> marks = new ArrayList<>();
                    targets(n.qubits(), Labels.numbered(n.channel().name(), n.qubits().size(), false), marks);
                    yield marks;
                }
                case Operation.Misread m -> m.clbits().stream()
                        .map(c -> new Mark(qubits + c, Kind.LABEL, "misread")).toList();
                case Operation.Conditional c -> throw new IllegalStateException("drawn by its parts: " + c);
            };
        }

        private static List<Mark> gate(Operation.Apply a) {
            Gate gate = a.gate();
            List<Mark> marks = controls(a.controls());
            a.qubits().subList(0, gate.controls()).forEach(q -> marks.add(new Mark(q, Kind.ON, "")));
            if (gate == Gate.GPHASE) {
                // A phase has no target: it is written on a control, or on the first wire where there is none.
                int wire = marks.isEmpty() ? 0 : marks.removeLast().wire;
                marks.add(new Mark(wire, Kind.LABEL, Labels.of(gate.symbol(), a.angles())));
                return marks;
            }
            targets(a.qubits().subList(gate.controls(), gate.arity()), Labels.targets(gate, a.angles()), marks);
            return marks;
        }

        private static List<Mark> controls(List<Control> controls) {
            List<Mark> marks = new ArrayList<>();
            controls.forEach(c -> marks.add(new Mark(c.qubit(), c.on() ? Kind.ON : Kind.OFF, "")));
            return marks;
        }

        private static void targets(List<Integer> qubits, List<String> texts, List<Mark> marks) {
            for (int i = 0; i < qubits.size(); i++) {
                Kind kind = switch (texts.get(i)) {
                    case "⊕" -> Kind.PLUS;
                    case "×" -> Kind.CROSS;
                    default -> Kind.LABEL;
                };
                marks.add(new Mark(qubits.get(i), kind, texts.get(i)));
            }
        }

        private void place(List<Mark> marks) {
            if (marks.isEmpty()) {
                return;
            }
            marks.sort((a, b) -> Integer.compare(a.wire, b.wire));
            int top = marks.getFirst().wire;
            int bottom = marks.getLast().wire;
            int column = Arrays.stream(free, top, bottom + 1).max().orElse(0);
            Arrays.fill(free, top, bottom + 1, column + 1);
            columns = Math.max(columns, column + 1);
            pieces.add(new Piece(column, Collections.unmodifiableList(marks)));
        }
    }
}
