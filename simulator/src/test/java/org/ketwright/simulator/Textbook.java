package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.List;

/** The catalogue and circuits as textbooks write them: matrices by formula, controls by projectors. */
final class Textbook {
    static final Dense I = Dense.identity(2);
    static final Dense X = Dense.real(new double[] {0, 1}, new double[] {1, 0});
    static final Dense Y = Dense.complex(new double[] {0, 0, 0, -1}, new double[] {0, 1, 0, 0});
    static final Dense Z = Dense.real(new double[] {1, 0}, new double[] {0, -1});
    private static final Dense P0 = Dense.real(new double[] {1, 0}, new double[] {0, 0});
    private static final Dense P1 = Dense.real(new double[] {0, 0}, new double[] {0, 1});
    private static final Dense H = X.plus(Z).times(1 / Math.sqrt(2), 0);

    private Textbook() {
    }

    /** The matrix of a gate; the first qubit is the lowest bit. */
    static Dense matrix(Gate gate, double... a) {
        return switch (gate) {
            case ID, U0 -> I;
            case X -> X;
            case Y -> Y;
            case Z -> Z;
            case H -> H;
            case S -> phase(Math.PI / 2);
            case SDG -> phase(-Math.PI / 2);
            case T -> phase(Math.PI / 4);
            case TDG -> phase(-Math.PI / 4);
            case SX -> H.times(phase(Math.PI / 2)).times(H);
            case SXDG -> H.times(phase(-Math.PI / 2)).times(H);
            case RX -> rotation(X, a[0]);
            case RY -> rotation(Y, a[0]);
            case RZ -> rotation(Z, a[0]);
            case P -> phase(a[0]);
            case U -> u(a[0], a[1], a[2]);
            case U2 -> u(Math.PI / 2, a[0], a[1]);
            case ROT -> rotation(Z, a[2]).times(rotation(Y, a[1])).times(rotation(Z, a[0]));
            case CX -> controlled(X);
            case CY -> controlled(Y);
            case CZ -> controlled(Z);
            case CH -> controlled(H);
            case CS -> controlled(phase(Math.PI / 2));
            case CSDG -> controlled(phase(-Math.PI / 2));
            case CSX -> controlled(matrix(Gate.SX));
            case CSXDG -> controlled(matrix(Gate.SXDG));
            case CP -> controlled(phase(a[0]));
            case CRX -> controlled(rotation(X, a[0]));
            case CRY -> controlled(rotation(Y, a[0]));
            case CRZ -> controlled(rotation(Z, a[0]));
            case CU -> controlled(u(a[0], a[1], a[2]).times(Math.cos(a[3]), Math.sin(a[3])));
            case CU3 -> controlled(u(a[0], a[1], a[2]));
            case SWAP -> I.kron(I).plus(X.kron(X)).plus(Y.kron(Y)).plus(Z.kron(Z)).times(0.5, 0);
            case ISWAP -> X.kron(X).plus(Y.kron(Y)).times(0, Math.PI / 4).exp();
            case ISWAPDG -> X.kron(X).plus(Y.kron(Y)).times(0, -Math.PI / 4).exp();
            case ECR -> I.kron(X).plus(X.kron(Y).times(-1, 0)).times(1 / Math.sqrt(2), 0);
            case RXX -> rotation(X.kron(X), a[0]);
            case RYY -> rotation(Y.kron(Y), a[0]);
            case RZZ -> rotation(Z.kron(Z), a[0]);
            case RZX -> rotation(X.kron(Z), a[0]);
            case CCX -> controlled(controlled(X));
            case CCZ -> controlled(controlled(Z));
            case CSWAP -> controlled(matrix(Gate.SWAP));
            case RCCX -> product(3, h(2), t(2, 1), cx(1, 2), t(2, -1), cx(0, 2), t(2, 1), cx(1, 2), t(2, -1), h(2));
            case C3X -> controlled(controlled(controlled(X)));
            case C3SX -> controlled(controlled(controlled(matrix(Gate.SX))));
            case C3SXDG -> controlled(controlled(controlled(matrix(Gate.SXDG))));
            case RC3X -> product(4, h(3), t(3, 1), cx(2, 3), t(3, -1), h(3), cx(0, 3), t(3, 1), cx(1, 3), t(3, -1),
                    cx(0, 3), t(3, 1), cx(1, 3), t(3, -1), h(3), t(3, 1), cx(2, 3), t(3, -1), h(3));
            case RC3XDG -> matrix(Gate.RC3X).adjoint();
            case C4X -> controlled(controlled(controlled(controlled(X))));
            case GPHASE -> Dense.complex(new double[] {Math.cos(a[0]), Math.sin(a[0])});
        };
    }

    /** cos(t/2) 1 - i sin(t/2) P. */
    private static Dense rotation(Dense p, double t) {
        return Dense.identity(p.rows()).times(Math.cos(t / 2), 0).plus(p.times(0, -Math.sin(t / 2)));
    }

    private static Dense phase(double t) {
        return P0.plus(P1.times(Math.cos(t), Math.sin(t)));
    }

    /** Entry by entry as in the OpenQASM 2 paper, with the phase of Qiskit. */
    private static Dense u(double theta, double phi, double lambda) {
        double c = Math.cos(theta / 2);
        double s = Math.sin(theta / 2);
        return Dense.complex(new double[] {c, 0, -s * Math.cos(lambda), -s * Math.sin(lambda)},
                new double[] {s * Math.cos(phi), s * Math.sin(phi), c * Math.cos(phi + lambda),
                        c * Math.sin(phi + lambda)});
    }

    /** A new lowest qubit controls. */
    private static Dense controlled(Dense u) {
        return Dense.identity(u.rows()).kron(P0).plus(u.kron(P1));
    }

    private record Placed(Dense matrix, List<Integer> qubits) {
    }

    private static Placed h(int q) {
        return new Placed(H, List.of(q));
    }

    private static Placed t(int q, int eighths) {
        return new Placed(phase(eighths * Math.PI / 4), List.of(q));
    }

    private static Placed cx(int control, int target) {
        return new Placed(controlled(X), List.of(control, target));
    }

    private static Dense product(int n, Placed... steps) {
        Dense out = Dense.identity(1 << n);
        for (Placed p : steps) {
            out = p.matrix.on(n, p.qubits).times(out);
        }
        return out;
    }

    /** The unitary of an operation for one sample. */
    static Dense unitary(int n, Operation o, double[] parameters, double[] features) {
        return switch (o) {
            case Operation.Apply a -> under(n, a.controls(), matrix(a.gate(),
                    a.angles().stream().mapToDouble(x -> x.value(parameters, features)).toArray()), a.qubits());
            case Operation.Unitary u -> under(n, u.controls(), Dense.of(u.matrix()), u.qubits());
            default -> Dense.identity(1 << n);
        };
    }

    /** P U + (1 - P) with P the projector on the wanted values of the controls. */
    private static Dense under(int n, List<Control> controls, Dense u, List<Integer> qubits) {
        Dense projector = Dense.identity(1 << n);
        for (Control c : controls) {
            projector = projector.times((c.on() ? P1 : P0).on(n, List.of(c.qubit())));
        }
        Dense rest = Dense.identity(1 << n).plus(projector.times(-1, 0));
        return u.on(n, qubits).times(projector).plus(rest);
    }

    /** The final state from |0...0>. */
    static Dense state(Circuit circuit, double[] parameters, double[] features) {
        Dense out = Dense.basis(1 << circuit.qubits(), 0);
        for (Operation o : circuit.operations()) {
            out = unitary(circuit.qubits(), o, parameters, features).times(out);
        }
        return out;
    }

    /** The matrix of an observable. */
    static Dense matrix(int n, Observable observable) {
        Dense out = Dense.zero(1 << n, 1 << n);
        for (Observable.Term t : observable.terms()) {
            Dense product = Dense.identity(1);
            for (int q = 0; q < n; q++) {
                Dense letter = switch (t.pauli().letter(q)) {
                    case 'X' -> X;
                    case 'Y' -> Y;
                    case 'Z' -> Z;
                    default -> I;
                };
                product = letter.kron(product);
            }
            out = out.plus(product.times(t.coefficient(), 0));
        }
        return out;
    }

    /** Expectation value in a state that is a column. */
    static double expectation(Dense state, Dense observable) {
        return state.adjoint().times(observable).times(state).re()[0][0];
    }

    /** All ordered choices of k of n numbers. */
    static List<List<Integer>> arrangements(int n, int k) {
        List<List<Integer>> out = new ArrayList<>();
        if (k == 0) {
            out.add(List.of());
            return out;
        }
        for (List<Integer> shorter : arrangements(n, k - 1)) {
            for (int q = 0; q < n; q++) {
                if (!shorter.contains(q)) {
                    List<Integer> longer = new ArrayList<>(shorter);
                    longer.add(q);
                    out.add(longer);
                }
            }
        }
        return out;
    }
}
