package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Control;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;

/**
 * The exact distribution of a circuit's classical bits, by following every outcome of every measurement: slow, and
 * independent of the simulators. Matrices come from the catalogue.
 */
final class Branches {
    private final Circuit circuit;
    private final Map<Long, Double> distribution = new HashMap<>();

    private Branches(Circuit circuit) {
        this.circuit = circuit;
    }

    /** Probabilities by the value of the classical bits, bit 0 lowest. */
    static Map<Long, Double> distribution(Circuit circuit) {
        Branches branches = new Branches(circuit);
        double[] state = new double[2 << circuit.qubits()];
        state[0] = 1;
        branches.follow(state, 0, circuit.operations());
        return branches.distribution;
    }

    /** The final state of a circuit that only has unitary operations and measurements nobody asks for. */
    static double[] state(Circuit circuit) {
        Branches branches = new Branches(circuit);
        double[] state = new double[2 << circuit.qubits()];
        state[0] = 1;
        for (Operation operation : circuit.operations()) {
            if (!(operation instanceof Operation.Measure)) {
                state = branches.unitary(state, operation);
            }
        }
        return state;
    }

    private void follow(double[] start, long bits, List<Operation> rest) {
        double[] state = start;
        for (int i = 0; i < rest.size(); i++) {
            List<Operation> after = rest.subList(i + 1, rest.size());
            switch (rest.get(i)) {
                case Operation.Measure m -> {
                    branch(state, m.qubit(), false, bits & ~(1L << m.clbit()), after);
                    branch(state, m.qubit(), true, bits | 1L << m.clbit(), after);
                    return;
                }
                case Operation.Reset r -> {
                    branch(state, r.qubit(), false, bits, after);
                    List<Operation> flipped = new ArrayList<>();
                    flipped.add(new Operation.Apply(Gate.X, List.of(r.qubit()), List.of()));
                    flipped.addAll(after);
                    branch(state, r.qubit(), true, bits, flipped);
                    return;
                }
                case Operation.Conditional c -> {
                    List<Operation> chosen = new ArrayList<>(holds(c.condition(), bits) ? c.then() : c.otherwise());
                    chosen.addAll(after);
                    follow(state, bits, chosen);
                    return;
                }
                default -> state = unitary(state, rest.get(i));
            }
        }
        double weight = 0;
        for (double part : state) {
            weight += part * part;
        }
        distribution.merge(bits, weight, Double::sum);
    }

    private static boolean holds(Condition condition, long bits) {
        long read = 0;
        for (int i = 0; i < condition.clbits().size(); i++) {
            read |= (bits >> condition.clbits().get(i) & 1) << i;
        }
        return (read == condition.value()) == condition.equal();
    }

    /** Goes on with the part of the state where a qubit has a value, if it is there at all. */
    private void branch(double[] state, int qubit, boolean one, long bits, List<Operation> rest) {
        double[] part = new double[state.length];
        double weight = 0;
        for (int i = 0; i < state.length / 2; i++) {
            if ((i >> qubit & 1) == (one ? 1 : 0)) {
                part[2 * i] = state[2 * i];
                part[2 * i + 1] = state[2 * i + 1];
                weight += part[2 * i] * part[2 * i] + part[2 * i + 1] * part[2 * i + 1];
            }
        }
        if (weight > 1e-20) {
            follow(part, bits, rest);
        }
    }

    private double[] unitary(double[] state, Operation operation) {
        return switch (operation) {
            case Operation.Apply a -> apply(state, a.gate().matrix(a.angles().stream()
                    .mapToDouble(x -> ((Angle.Fixed) x).radians()).toArray()), a.qubits(), a.controls());
            case Operation.Unitary u -> apply(state, u.matrix(), u.qubits(), u.controls());
            default -> state;
        };
    }

    private double[] apply(double[] state, Matrix matrix, List<Integer> qubits, List<Control> controls) {
        double[] out = state.clone();
        for (int i = 0; i < 1 << circuit.qubits(); i++) {
            int index = i;
            if (controls.stream().anyMatch(c -> (index >> c.qubit() & 1) != (c.on() ? 1 : 0))) {
                continue;
            }
            int row = 0;
            for (int k = 0; k < qubits.size(); k++) {
                row |= (i >> qubits.get(k) & 1) << k;
            }
            double re = 0;
            double im = 0;
            for (int column = 0; column < matrix.dimension(); column++) {
                double a = matrix.re(row, column);
                double b = matrix.im(row, column);
                if (a == 0 && b == 0) {
                    continue;
                }
                int from = i;
                for (int k = 0; k < qubits.size(); k++) {
                    int bit = 1 << qubits.get(k);
                    from = (column >> k & 1) != 0 ? from | bit : from & ~bit;
                }
                re += a * state[2 * from] - b * state[2 * from + 1];
                im += a * state[2 * from + 1] + b * state[2 * from];
            }
            out[2 * i] = re;
            out[2 * i + 1] = im;
        }
        return out;
    }
}
