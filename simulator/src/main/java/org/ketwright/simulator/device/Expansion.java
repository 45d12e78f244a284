package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Control;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;

/**
 * Writes any gate of the catalogue, under any controls, and any unitary matrix as one-qubit gates, CX and global
 * phases, exactly. Angles stay symbolic: a controlled rotation becomes rotations by fractions of its angle between CX
 * gates that run through a Gray code of the controls (Moettoenen, Vartiainen, Bergholm, Salomaa, Phys. Rev. Lett. 93,
 * 130502, figure 2).
 */
final class Expansion {
    /** The number of gates doubles with each control. */
    static final int MAX_CONTROLS = 10;
    private static final double QUARTER = Math.PI / 4;
    private static final double HALF = Math.PI / 2;

    private final List<Operation> out = new ArrayList<>();

    private Expansion() {
    }

    /** The same operator in one-qubit gates, CX and global phases; operations that are no gates come back unchanged. */
    static List<Operation> of(Operation operation) {
        Expansion e = new Expansion();
        switch (operation) {
            case Operation.Apply a -> e.under(a.controls(), on -> e.gate(on, a.gate(), a.qubits(), a.angles()));
            case Operation.Unitary u -> e.under(u.controls(), on -> e.unitary(on, u.matrix(), u.qubits()));
            default -> e.out.add(operation);
        }
        return e.out;
    }

    private interface Body {
        void write(List<Integer> controls);
    }

    /** Turns controls on 0 into controls on 1. */
    private void under(List<Control> controls, Body body) {
        if (controls.size() > MAX_CONTROLS) {
            throw new IllegalArgumentException("a gate of a device is translated under at most " + MAX_CONTROLS
                    + " controls but was given " + controls.size());
        }
        controls.stream().filter(c -> !c.on()).forEach(c -> plain(Gate.X, c.qubit()));
        body.write(controls.stream().map(Control::qubit).toList());
        controls.stream().filter(c -> !c.on()).forEach(c -> plain(Gate.X, c.qubit()));
    }

    private void gate(List<Integer> controls, Gate gate, List<Integer> qubits, List<Angle> angles) {
        List<Integer> all = new ArrayList<>(controls);
        all.addAll(qubits.subList(0, gate.controls()));
        List<Integer> on = qubits.subList(gate.controls(), qubits.size());
        if (all.isEmpty() && on.size() == 1) {
            out.add(new Operation.Apply(gate, on, angles));
            return;
        }
        switch (gate) {
            case ID, U0 -> {}
            case GPHASE -> phase(all, angles.getFirst());
            case X, CX, CCX, C3X, C4X -> x(all, on.getFirst());
            case Y, CY -> framed(on, Gate.SDG, Gate.S, () -> x(all, on.getFirst()));
            case Z, CZ, CCZ -> phase(with(all, on.getFirst()), Angle.fixed(Math.PI));
            case H, CH -> hadamard(all, on.getFirst());
            case S, CS -> phase(with(all, on.getFirst()), Angle.fixed(HALF));
            case SDG, CSDG -> phase(with(all, on.getFirst()), Angle.fixed(-HALF));
            case T -> phase(with(all, on.getFirst()), Angle.fixed(QUARTER));
            case TDG -> phase(with(all, on.getFirst()), Angle.fixed(-QUARTER));
            case SX, CSX, C3SX -> rootOfX(all, on.getFirst(), HALF);
            case SXDG, CSXDG, C3SXDG -> rootOfX(all, on.getFirst(), -HALF);
            case P, CP -> phase(with(all, on.getFirst()), angles.getFirst());
            case RX, CRX -> framed(on, Gate.H, Gate.H, () -> rz(all, on.getFirst(), angles.getFirst()));
            case RY, CRY -> ry(all, on.getFirst(), angles.getFirst());
            case RZ, CRZ -> rz(all, on.getFirst(), angles.getFirst());
            case U, CU3 -> u(all, on.getFirst(), angles.get(0), angles.get(1), angles.get(2));
            case U2 -> u(all, on.getFirst(), Angle.fixed(HALF), angles.get(0), angles.get(1));
            case CU -> {
                phase(all, angles.get(3));
                u(all, on.getFirst(), angles.get(0), angles.get(1), angles.get(2));
            }
            case ROT -> {
                rz(all, on.getFirst(), angles.get(0));
                ry(all, on.getFirst(), angles.get(1));
                rz(all, on.getFirst(), angles.get(2));
            }
            case SWAP, CSWAP -> {
                x(List.of(on.get(1)), on.get(0));
                x(with(all, on.get(0)), on.get(1));
                x(List.of(on.get(1)), on.get(0));
            }
            case ISWAP -> sequence(all, iswap(on));
            case ISWAPDG -> sequence(all, inverse(iswap(on)));
            case ECR -> {
                framed(on.subList(1, 2), Gate.H, Gate.H, () -> rzz(all, on, Angle.fixed(HALF)));
                x(all, on.get(0));
            }
            case RXX -> framed(on, Gate.H, Gate.H, () -> rzz(all, on, angles.getFirst()));
            case RYY -> framed(on, Gate.SDG, Gate.S,
                    () -> framed(on, Gate.H, Gate.H, () -> rzz(all, on, angles.getFirst())));
            case RZZ -> rzz(all, on, angles.getFirst());
            case RZX -> framed(on.subList(1, 2), Gate.H, Gate.H, () -> rzz(all, on, angles.getFirst()));
            case RCCX -> sequence(all, margolus(on.get(0), on.get(1), on.get(2)));
            case RC3X -> sequence(all, relativePhaseThreefoldX(on));
            case RC3XDG -> sequence(all, inverse(relativePhaseThreefoldX(on)));
        }
    }

    private void plain(Gate gate, int qubit) {
        out.add(new Operation.Apply(gate, List.of(qubit), List.of()));
    }

    private void cx(int control, int target) {
        out.add(new Operation.Apply(Gate.CX, List.of(control, target), List.of()));
    }

    /** A change of basis, what happens in it, and the way back; where the inside is the identity so is all of it. */
    private void framed(List<Integer> on, Gate before, Gate after, Runnable inside) {
        on.forEach(q -> plain(before, q));
        inside.run();
        on.forEach(q -> plain(after, q));
    }

    private void sequence(List<Integer> controls, List<Operation.Apply> gates) {
        gates.forEach(g -> gate(controls, g.gate(), g.qubits(), g.angles()));
    }

    private void x(List<Integer> controls, int target) {
        switch (controls.size()) {
            case 0 -> plain(Gate.X, target);
            case 1 -> cx(controls.getFirst(), target);
            default -> framed(List.of(target), Gate.H, Gate.H,
                    () -> phase(with(controls, target), Angle.fixed(Math.PI)));
        }
    }

    /** H = RY(pi/4) Z RY(-pi/4). */
    private void hadamard(List<Integer> controls, int target) {
        ry(List.of(), target, Angle.fixed(-QUARTER));
        phase(with(controls, target), Angle.fixed(Math.PI));
        ry(List.of(), target, Angle.fixed(QUARTER));
    }

    private void rootOfX(List<Integer> controls, int target, double angle) {
        framed(List.of(target), Gate.H, Gate.H, () -> phase(with(controls, target), Angle.fixed(angle)));
    }

    private void u(List<Integer> controls, int target, Angle theta, Angle phi, Angle lambda) {
        phase(with(controls, target), lambda);
        ry(controls, target, theta);
        phase(with(controls, target), phi);
    }

    private void ry(List<Integer> controls, int target, Angle angle) {
        framed(List.of(target), Gate.SDG, Gate.S,
                () -> framed(List.of(target), Gate.H, Gate.H, () -> rz(controls, target, angle)));
    }

    private void rzz(List<Integer> controls, List<Integer> on, Angle angle) {
        cx(on.get(0), on.get(1));
        rz(controls, on.get(1), angle);
        cx(on.get(0), on.get(1));
    }

    /** exp(i angle) where all qubits are 1: a controlled RZ, and half the angle on one qubit less. */
    private void phase(List<Integer> qubits, Angle angle) {
        if (qubits.isEmpty()) {
            out.add(new Operation.Apply(Gate.GPHASE, List.of(), List.of(angle)));
            return;
        }
        rz(qubits.subList(0, qubits.size() - 1), qubits.getLast(), angle);
        phase(qubits.subList(0, qubits.size() - 1), angle.times(0.5));
    }

    /** The projector on n controls is a mean of 2^n parities with signs; each parity turns the target. */
    private void rz(List<Integer> controls, int target, Angle angle) {
        int n = controls.size();
        Angle part = angle.times(Math.scalb(1.0, -n));
        int parity = 0;
        for (int i = 1; i <= 1 << n; i++) {
            out.add(new Operation.Apply(Gate.RZ, List.of(target),
                    List.of(Integer.bitCount(parity) % 2 == 0 ? part : part.times(-1))));
            if (n > 0) {
                int flipped = i < 1 << n ? Integer.numberOfTrailingZeros(i) : n - 1;
                cx(controls.get(flipped), target);
                parity ^= 1 << flipped;
            }
        }
    }

    /** Rotations between neighbors in a Gray code that make the matrix diagonal, undone in reverse order. */
    private void unitary(List<Integer> controls, Matrix matrix, List<Integer> qubits) {
        int d = matrix.dimension();
        if (d == 2) {
            oneQubit(controls, matrix, qubits.getFirst());
            return;
        }
        double[] m = matrix.toArray();
        List<Givens> steps = new ArrayList<>();
        for (int column = 0; column < d - 1; column++) {
            for (int row = d - 1; row > column; row--) {
                Givens step = Givens.removing(m, d, gray(row - 1), gray(row), gray(column));
                if (!step.isIdentity()) {
                    step.apply(m, d);
                    steps.add(step);
                }
            }
        }
        for (int i = 0; i < d; i++) {
            int state = gray(i);
            projected(controls, qubits, state, -1,
                    all -> phase(all, Angle.fixed(Math.atan2(m[2 * (state * d + state) + 1],
                            m[2 * (state * d + state)]))));
        }
        for (Givens step : steps.reversed()) {
            int bit = Integer.numberOfTrailingZeros(step.a() ^ step.b());
            projected(controls, qubits, step.a(), bit,
                    all -> oneQubit(all, step.inverse(bit), qubits.get(bit)));
        }
    }

    private static int gray(int i) {
        return i ^ i >> 1;
    }

    /** Acts where the qubits, but one, are in a basis state. */
    private void projected(List<Integer> controls, List<Integer> qubits, int state, int except, Body body) {
        List<Control> all = new ArrayList<>(controls.stream().map(Control::on).toList());
        for (int i = 0; i < qubits.size(); i++) {
            if (i != except) {
                all.add(new Control(qubits.get(i), (state >> i & 1) != 0));
            }
        }
        under(all, body);
    }

    private void oneQubit(List<Integer> controls, Matrix matrix, int target) {
        double[] angles = Euler.angles(matrix);
        phase(controls, Angle.fixed(angles[3]));
        u(controls, target, Angle.fixed(angles[0]), Angle.fixed(angles[1]), Angle.fixed(angles[2]));
    }

    private static List<Integer> with(List<Integer> qubits, int more) {
        List<Integer> all = new ArrayList<>(qubits);
        all.add(more);
        return all;
    }

    private static List<Operation.Apply> iswap(List<Integer> on) {
        int a = on.get(0);
        int b = on.get(1);
        return List.of(fixed(Gate.S, a), fixed(Gate.S, b), fixed(Gate.H, a), fixed(Gate.CX, a, b),
                fixed(Gate.CX, b, a), fixed(Gate.H, b));
    }

    private static List<Operation.Apply> margolus(int a, int b, int c) {
        return List.of(fixed(Gate.H, c), fixed(Gate.T, c), fixed(Gate.CX, b, c), fixed(Gate.TDG, c),
                fixed(Gate.CX, a, c), fixed(Gate.T, c), fixed(Gate.CX, b, c), fixed(Gate.TDG, c), fixed(Gate.H, c));
    }

    private static List<Operation.Apply> relativePhaseThreefoldX(List<Integer> on) {
        int a = on.get(0);
        int b = on.get(1);
        int c = on.get(2);
        int d = on.get(3);
        List<Operation.Apply> half = List.of(fixed(Gate.H, d), fixed(Gate.T, d), fixed(Gate.CX, c, d),
                fixed(Gate.TDG, d), fixed(Gate.H, d));
        List<Operation.Apply> all = new ArrayList<>(half);
        for (int control : new int[] {a, b, a, b}) {
            all.add(fixed(Gate.CX, control, d));
            all.add(fixed(control == a ? Gate.T : Gate.TDG, d));
        }
        all.addAll(half);
        return all;
    }

    private static List<Operation.Apply> inverse(List<Operation.Apply> gates) {
        return gates.reversed().stream().map(g -> fixed(g.gate().inverse(),
                g.qubits().stream().mapToInt(q -> q).toArray())).toList();
    }

    private static Operation.Apply fixed(Gate gate, int... on) {
        return new Operation.Apply(gate, Arrays.stream(on).boxed().toList(), List.of());
    }
}
